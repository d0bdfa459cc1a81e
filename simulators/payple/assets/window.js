// Brings the result of a finished window to the page that opened it, and helps while typing.
// Must never decide what the result is; the page says so.
const result = document.querySelector('[data-result]');

/** The page that opened this window, as a frame or as a popup; null when the whole page came here. */
function openingPage() {
  if (window.opener && !window.opener.closed) return window.opener;
  return window.parent === window ? null : window.parent;
}

function hand(over) {
  const form = document.getElementById('result');
  const data = Object.fromEntries(new FormData(form));
  const target = over.dataset.direct === 'yes' ? null : openingPage();
  if (target) {
    const message = over.dataset.result === 'close' ? { type: 'close' } : { type: 'pay_result', data };
    // A page that gave a wrong PCD_HTTP_REFERER never hears of the result, as with the real window.
    const origin = over.dataset.origin || '*';
    for (let time = 0; time < Number(over.dataset.times); time += 1) target.postMessage(message, origin);
    return;
  }
  if (form.getAttribute('action')) form.submit();
  else document.body.dataset.stuck = 'yes';
}
if (result) hand(result);

// A second press while the first is under way would finish the window twice; a person can always reload.
document.addEventListener('submit', (event) => {
  if (document.body.dataset.sent) event.preventDefault();
  document.body.dataset.sent = 'yes';
});
window.addEventListener('pageshow', () => {
  delete document.body.dataset.sent;
});

// The tiles and the company make up the number; it can still be typed.
const number = document.querySelector('input[name=number]');
document.addEventListener('change', (event) => {
  if (!['kind', 'company'].includes(event.target.name)) return;
  const kind = document.querySelector('input[name=kind]:checked');
  const company = document.querySelector('select[name=company]');
  if (!number || !kind) return;
  const digits = kind.dataset.number;
  number.value = company ? `1111${company.value}${digits.slice(8)}` : digits;
});
