// The page of a card: asks for a fresh handoff within the click and goes to the provider in this very window.
// Must never say that a card is registered: the server does, when the page is read again.
import { HANDOFFS } from './handoffs.js';
import { reloadWhenRevived } from './window.js';

const form = document.getElementById('register');
const notice = document.getElementById('notice');
const live = document.getElementById('live');

reloadWhenRevived();
form.addEventListener('submit', (event) => {
  const button = event.submitter ?? form.querySelector('button');
  const way = HANDOFFS[button.dataset.handoff];
  if (!way) return;
  event.preventDefault();
  if (form.ariaBusy !== 'true') void handOver(button, way);
});

async function handOver(button, way) {
  setBusy(button, true);
  const { handoff, code } = await openRegistration();
  // Registered or given up meanwhile, perhaps in another tab: the page says which.
  if (code === 'billing_key_not_usable' || code === 'not_found') return location.reload();
  try {
    if (handoff) await way.go(handoff, window);
    else showNotice(code);
  } catch {
    showNotice('other');
  }
  setBusy(button, false);
}

async function openRegistration() {
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: '{}',
    });
    return await response.json();
  } catch {
    return { code: 'other' };
  }
}

function setBusy(button, isBusy) {
  form.ariaBusy = String(isBusy);
  button.disabled = isBusy;
  button.classList.toggle('busy', isBusy);
  live.textContent = isBusy ? text('opening') : '';
  if (isBusy) notice.hidden = true;
  else button.focus();
}

function showNotice(code) {
  notice.className = 'notice bad';
  notice.textContent = text(code) ?? text('other');
  notice.hidden = false;
}

function text(name) {
  return document.querySelector(`template[data-text="${CSS.escape(name ?? '')}"]`)?.content.textContent;
}
