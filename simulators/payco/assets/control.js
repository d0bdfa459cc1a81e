// Sends the control page's forms and buttons to the control API, and keeps its tables fresh.
// Must never build markup; tables come ready from the server.
const said = document.getElementById('said');

/** A path may name a field of its form in braces; that field goes into the path and not into the body. */
function addressOf(path, body) {
  return path.replace(/\{(\w+)\}/g, (_braces, name) => {
    const value = body?.[name] ?? '';
    delete body?.[name];
    return encodeURIComponent(value);
  });
}

async function send(element, body) {
  const question = element.dataset.ask;
  if (question && !window.confirm(question)) return;
  const response = await fetch(addressOf(element.dataset.path, body), {
    method: element.dataset.method,
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  const answer = await response.json();
  said.textContent = response.ok ? said.dataset.done : answer.error;
  said.classList.toggle('wrong', !response.ok);
  await refresh();
}

async function refresh() {
  const response = await fetch(location.href);
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('live');
  const live = document.getElementById('live');
  if (fresh && live && fresh.innerHTML !== live.innerHTML) live.replaceWith(document.adoptNode(fresh));
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-path]');
  const body = JSON.parse(button?.dataset.body ?? '{}');
  if (button) void send(button, button.dataset.method === 'POST' ? body : undefined);
});

document.addEventListener('submit', (event) => {
  event.preventDefault();
  const entries = [...new FormData(event.target)].filter(([, value]) => value !== '');
  void send(event.target, Object.fromEntries(entries));
});

const endpoint = document.querySelector('select[name=endpoint]');
const fault = document.querySelector('select[name=fault]');

function offerFaults() {
  for (const option of fault.options)
    option.hidden = option.disabled = !option.dataset.places.split(' ').includes(endpoint.value);
  if (fault.selectedOptions[0]?.disabled) fault.value = [...fault.options].find((option) => !option.disabled).value;
}
endpoint.addEventListener('change', offerFaults);
offerFaults();

setInterval(() => {
  const inTables = document.getElementById('live')?.contains(document.activeElement);
  if (!document.hidden && !inTables) refresh().catch(() => undefined);
}, 2000);
