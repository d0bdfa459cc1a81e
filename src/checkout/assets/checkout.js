// The checkout page: opens the provider's window within the click, keeps it in sight, and goes on when it is over.
// Must never say that something is paid: the result page does, from the books.
import { HANDOFFS } from './handoffs.js';
import { readState, Watch } from './state.js';
import {
  holdPlace,
  leavePlace,
  listen,
  pageUrl,
  reloadWhenRevived,
  rememberLanguage,
  say,
  writeMark,
} from './window.js';

const form = document.getElementById('ways');
const waiting = document.getElementById('waiting');
const notice = document.getElementById('notice');
const live = document.getElementById('live');
/** Names the window that this page opens; another tab of the same order has its own. */
const windowId = Math.random().toString(36).slice(2);
const isTouchMac = /Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1;
const isPc = document.body.dataset.channel === 'pc' && !isTouchMac;

let popup = null;
let hasReturned = false;
let watch = null;
let lastButton = null;
let isLeaving = false;

rememberLanguage();
holdPlace(windowId);
// Whatever this window was for an earlier try, now it is the page itself.
writeMark('');
reloadWhenRevived();
form?.addEventListener('submit', choose);
document.getElementById('show-window').addEventListener('click', () => popup?.focus());
document.getElementById('close-window').addEventListener('click', () => popup?.close());
setInterval(noticeClosedWindow, 400);
listen(({ returned, changed }) => {
  if (returned === windowId) {
    hasReturned = true;
    say({ taken: windowId });
  }
  if (returned || changed) void lookNow();
});

function choose(event) {
  const button = event.submitter;
  const way = HANDOFFS[button?.dataset.handoff];
  if (!way) return;
  event.preventDefault();
  if (form.ariaBusy === 'true') return;
  lastButton = button;
  hideNotice();
  // Now or never: a browser lets a window open within the click only.
  popup = isPc && way.opensWindow ? openWindow() : null;
  if (isPc && way.opensWindow && !popup) showNotice(text('blocked'), 'calm');
  void handOver(button, way);
}

async function handOver(button, way) {
  setBusy(button, true);
  hasReturned = false;
  const answer = await openPayment(button.value);
  setBusy(button, false);
  if (!answer.handoff) return fail(answer.code);
  if (popup) {
    if (!popup.closed) way.go(answer.handoff, popup);
    return startWaiting();
  }
  writeMark('here');
  try {
    await way.go(answer.handoff, window);
  } catch {
    writeMark('');
    await fail('other');
  }
}

/** The new window takes over a copy of this window's storage, and with it what it is. */
function openWindow() {
  writeMark(`window:${windowId}`);
  const opened = window.open(pageUrl('/popup'), `gyeolje-${windowId}`, windowPlace());
  writeMark('');
  return opened;
}

async function openPayment(way) {
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ way, channel: isPc ? 'pc' : 'mobile' }),
    });
    return await response.json();
  } catch {
    return { code: 'other' };
  }
}

async function fail(code) {
  popup?.close();
  popup = null;
  // Perhaps it is paid already, in another tab.
  const state = code === 'order_not_payable' ? await readState() : null;
  if (state && !isPayable(state)) return leave();
  showNotice(text(code) ?? text('other'), 'bad');
}

function startWaiting() {
  form.hidden = true;
  waiting.hidden = false;
  document.getElementById('waiting-title').focus();
  watch ??= new Watch(hear);
  watch.wake();
}

/** A page on which nothing was begun looks once, and does not go on looking. */
async function lookNow() {
  if (watch) return watch.wake();
  const state = await readState();
  if (state) hear(state);
}

function noticeClosedWindow() {
  if (waiting.hidden || hasReturned || !popup?.closed) return;
  hasReturned = true;
  void lookNow();
}

/** Paid, in doubt, over: the result page says it. Unpaid and the window gone: another try. */
function hear(state) {
  if (state.kind === 'confirming') {
    document.getElementById('waiting-hint').textContent = state.message;
    live.textContent = state.message;
    return;
  }
  if (!isPayable(state)) return leave();
  if (waiting.hidden || !hasReturned) return;
  waiting.hidden = true;
  form.hidden = false;
  popup = null;
  live.textContent = '';
  if (state.kind === 'refused') showNotice(state.message, 'bad');
  else if (state.kind === 'payable_in_doubt') showNotice(state.message, 'calm');
  else showNotice(text('closed'), 'calm');
}

/** Once: a second answer must not cut the first one's journey short. */
function leave() {
  watch?.stop();
  leavePlace(windowId);
  if (!isLeaving) location.replace(pageUrl('/result'));
  isLeaving = true;
}

function isPayable({ kind }) {
  return ['payable', 'payable_in_doubt', 'refused'].includes(kind);
}

function setBusy(button, isBusy) {
  form.ariaBusy = String(isBusy);
  for (const each of form.querySelectorAll('button')) each.disabled = isBusy;
  if (isBusy) live.textContent = text('opening');
  button.classList.toggle('busy', isBusy);
}

function showNotice(sentence, tone) {
  notice.className = `notice ${tone}`;
  notice.textContent = sentence;
  notice.hidden = false;
  notice.scrollIntoView({ block: 'nearest' });
  lastButton?.focus();
}

function hideNotice() {
  notice.hidden = true;
  notice.textContent = '';
}

function text(name) {
  return document.querySelector(`template[data-text="${CSS.escape(name ?? '')}"]`)?.content.textContent;
}

/** The size that the providers' PC pages are made for, in the middle of this window. */
function windowPlace() {
  const width = 727;
  const height = 512;
  const left = Math.max(0, Math.round(window.screenX + (window.outerWidth - width) / 2));
  const top = Math.max(0, Math.round(window.screenY + (window.outerHeight - height) / 2));
  return `popup,width=${width},height=${height},left=${left},top=${top}`;
}
