// What HTML cannot do alone: keep the PAYCO window in sight, look again while a payment is open, stop double clicks.
// Must never know a price, a key or a state of its own: it asks the shop's server and shows what that says.

const form = document.querySelector('form[data-popup]');
const dialog = document.getElementById('popup-open');
let continueHere = false;

if (form) form.addEventListener('submit', payInPopup);
stopDoubleClicks();
watchOrder();

/** On a PC: the window opens within the click, or the browser would block it; only then is the server asked. */
function payInPopup(event) {
  const button = event.submitter;
  if (continueHere || button?.value !== 'payco') return;
  event.preventDefault();
  hideMessages();
  const popup = window.open('/pay/opening', 'payco', popupPlace());
  if (!popup) {
    show('popup-blocked');
    document.getElementById('popup-here').onclick = () => {
      continueHere = true;
      form.requestSubmit(button);
    };
    return;
  }
  document.getElementById('popup-front').onclick = () => popup.focus();
  document.getElementById('popup-stop').onclick = () => popup.close();
  // Escape would leave the window open behind a page that looks unused.
  dialog.oncancel = () => popup.close();
  dialog.showModal();
  void handOver(popup, button);
}

async function handOver(popup, button) {
  const answer = await askServer(form, button);
  if (answer.handoffUrl && !popup.closed) popup.location.replace(answer.handoffUrl);
  else if (!answer.handoffUrl) popup.close();

  if (answer.problem) return showProblem(answer.problem);
  if (answer.goThere) return location.assign(answer.orderPath);
  await closedWindow(popup);
  // The window closes itself after it has sent this page on; that has had its time when the state is asked for.
  const state = await readJson(`${answer.orderPath}/state`);
  location.assign(state?.paid ? `${answer.orderPath}/result` : `${answer.orderPath}?popup=closed`);
}

async function askServer(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const answer = await readJson(form.action, { method: 'POST', body, headers: { accept: 'application/json' } });
  return answer ?? { problem: document.getElementById('pay-problem').dataset.noAnswer };
}

/** Ends once the window is closed and this page was not sent on by it. */
function closedWindow(popup) {
  return new Promise((resolve) => {
    let leaving = false;
    window.addEventListener('beforeunload', () => (leaving = true));
    const timer = setInterval(() => {
      if (!popup.closed) return;
      clearInterval(timer);
      setTimeout(() => leaving || resolve(), 1000);
    }, 400);
  });
}

/** Reloads the page when the order is no longer what the page shows. A hidden tab waits. */
function watchOrder() {
  const place = document.querySelector('[data-watch]');
  if (!place) return;
  let everyMs = Number(place.dataset.every) * 1000;
  const look = async () => {
    const busy = document.hidden || dialog?.open;
    const state = busy ? undefined : await readJson(place.dataset.watch);
    if (state?.mark && state.mark !== place.dataset.mark && !dialog?.open) return location.reload();
    everyMs = Math.min(everyMs * 1.15, 15_000);
    setTimeout(look, everyMs);
  };
  setTimeout(look, everyMs);
}

function stopDoubleClicks() {
  document.addEventListener('submit', (event) => {
    if (event.defaultPrevented) return;
    const button = event.submitter;
    // Later, because a disabled button would not be sent along.
    setTimeout(() => {
      for (const each of event.target.querySelectorAll('button')) each.disabled = true;
      if (button?.dataset.busy) button.textContent = button.dataset.busy;
    });
  });
  // Back from PAYCO by the back button, the browser may show the page as it was left: with its buttons off.
  window.addEventListener('pageshow', (event) => event.persisted && location.reload());
}

function showProblem(text) {
  dialog.close();
  document.getElementById('pay-problem').textContent = text;
  show('pay-problem');
}

function show(id) {
  const message = document.getElementById(id);
  message.hidden = false;
  message.scrollIntoView({ block: 'center' });
}

function hideMessages() {
  for (const id of ['pay-problem', 'popup-blocked']) document.getElementById(id).hidden = true;
}

async function readJson(address, options) {
  try {
    const response = await fetch(address, options);
    return await response.json();
  } catch {
    return undefined;
  }
}

function popupPlace() {
  const width = 727;
  const height = 512;
  const left = Math.max(0, Math.round(window.screenX + (window.outerWidth - width) / 2));
  const top = Math.max(0, Math.round(window.screenY + (window.outerHeight - height) / 2));
  return `popup,width=${width},height=${height},left=${left},top=${top}`;
}
