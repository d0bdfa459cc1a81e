// What this window is to its order (the page itself, the provider's window, or neither) and how the windows talk.
// Must never carry anything secret or anything that decides about money: it only says which window shows what.

const { base } = document.body.dataset;
const language = document.documentElement.lang;
/** As long as a script in a busy tab may need to answer. */
const ANSWER_MS = 800;
/** Longer than any order sheet stays open. */
const DAY_MS = 86_400_000;

/** Address of one of the order's pages, in the visitor's language. */
export function pageUrl(path = '') {
  return `${base}${path}?lang=${language}`;
}

/**
 * What this window was marked as: `window:<id>` the provider's window of a checkout page, `here` a checkout page that
 * sent its visitor to the provider itself. Without a mark the visitor came from the merchant's own page.
 */
export function readMark() {
  return fromStorage((storage) => storage.getItem(base)) ?? '';
}

export function writeMark(mark) {
  fromStorage((storage) => (mark ? storage.setItem(base, mark) : storage.removeItem(base)));
}

/** The provider sends the visitor back without the language; this window remembers it. */
export function rememberLanguage() {
  fromStorage((storage) => storage.setItem(`${base} lang`, language));
}

/** The remembered language, when it differs from the page's and the address names none. */
export function otherLanguage() {
  if (new URLSearchParams(location.search).has('lang')) return null;
  const remembered = fromStorage((storage) => storage.getItem(`${base} lang`));
  return remembered && remembered !== language ? remembered : null;
}

/** Some browsers forbid storage; then every window acts for itself. */
function fromStorage(use, storage = () => sessionStorage) {
  try {
    return use(storage());
  } catch {
    return null;
  }
}

/** Storage that all windows of this site share. */
function fromShared(use) {
  return fromStorage(use, () => localStorage);
}

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`gyeolje ${base}`);

/** Hears what the other windows of this order say. */
export function listen(hear) {
  channel?.addEventListener('message', ({ data }) => hear(data));
}

export function say(message) {
  channel?.postMessage(message);
}

/** Held by a checkout page as long as it is there. */
const lockName = (id) => `gyeolje ${base} ${id}`;
/** Left by a checkout page that went on to the result. */
const leftName = (id) => `${base} left ${id}`;

/** Lets the windows that this page opens know that it is there, however busy it is. */
export function holdPlace(id) {
  void navigator.locks?.request(lockName(id), () => new Promise(() => undefined)).catch(() => undefined);
}

/** Lets the windows that this page opened know that it has gone on, so that they need not. */
export function leavePlace(id) {
  fromShared((storage) => {
    for (const [name, leftAt] of Object.entries(storage))
      if (name.includes(' left ') && !(Date.now() - Number(leftAt) < DAY_MS)) storage.removeItem(name);
    storage.setItem(leftName(id), String(Date.now()));
  });
}

/** Whether the checkout page that opened this window is still there or went on to the result: it shows the outcome then. */
export async function isExpected(id) {
  say({ returned: id });
  if (!navigator.locks) return hasLeft(id) || hearsOf(id);
  const { held } = await navigator.locks.query();
  // A page that is leaving says so before it gives up its lock, so this question comes last.
  return held.some(({ name }) => name === lockName(id)) || hasLeft(id);
}

function hasLeft(id) {
  return fromShared((storage) => storage.getItem(leftName(id))) !== null;
}

/** For browsers without locks, and for pages that are served without TLS. */
function hearsOf(id) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ANSWER_MS);
    listen(({ taken }) => {
      if (taken !== id) return;
      clearTimeout(timer);
      resolve(true);
    });
    say({ returned: id });
  });
}

/** The page that opened this window, when there is one still. */
export function opener() {
  return window.opener && !window.opener.closed ? window.opener : null;
}

/** A page that comes back out of the browser's memory may tell an old story. */
export function reloadWhenRevived() {
  window.addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
}
