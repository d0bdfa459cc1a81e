// What this window is to its order (the page itself, the provider's window, or neither) and how the windows talk.
// Must never carry anything secret or anything that decides about money: it only says which window shows what.

const { base } = document.body.dataset;
const language = document.documentElement.lang;
/** As long as a script in a busy tab may need to answer. */
const ANSWER_MS = 800;

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
function fromStorage(use) {
  try {
    return use(sessionStorage);
  } catch {
    return null;
  }
}

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`gyeolje ${base}`);

/** Hears what the other windows of this order say. */
export function listen(hear) {
  channel?.addEventListener('message', ({ data }) => hear(data));
}

export function say(message) {
  channel?.postMessage(message);
}

/** Whether the checkout page that opened this window is still there; it goes on by itself then. */
export function isExpected(id) {
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
