// The result page: looks again while it is not known how the order ends, then takes the visitor where they belong.
// Must never decide how the order stands: the server wrote that into the page.
import { Watch } from './state.js';
import { isExpected, opener, otherLanguage, readMark, reloadWhenRevived, say, writeMark } from './window.js';

const { kind, destination, place, changes, payable, movesOn } = document.body.dataset;
const mark = readMark();
/** The visitor chose how to pay on our checkout page, so that is where another try begins. */
const isOurVisitor = mark !== '';
/** The provider's window of the merchant's own page: that page goes on, and this window ends. */
const isForeignWindow = place === 'result' && mark !== 'here' && opener() !== null;

reloadWhenRevived();
const language = otherLanguage();
if (language) location.replace(`${location.pathname}?lang=${language}`);
else void begin();

async function begin() {
  say({ changed: true });
  if (place === 'result' && mark.startsWith('window:') && (await isExpected(mark.slice('window:'.length)))) {
    return closeWindow();
  }
  document.getElementById('onward')?.addEventListener('click', onClick);
  if (changes) watchForChange();
  if (kind === 'awaiting_deposit' && isForeignWindow) return keepAccount();
  if (movesOn && !(payable && isOurVisitor)) goOn();
}

/** The server writes the new page; one reload is enough. */
function watchForChange() {
  const watch = new Watch((state) => {
    if (state.kind === kind) return;
    watch.stop();
    location.reload();
  });
}

/** Into the merchant's page behind this window where there is one, otherwise here, when it has been read. */
function goOn() {
  if (isForeignWindow) return sendOpener();
  document.getElementById('moving-on').hidden = false;
  setTimeout(() => {
    // Should the merchant's page open a window of its own later, that one must not take itself for ours.
    writeMark('');
    location.replace(destination);
  }, Number(movesOn));
}

function onClick(event) {
  if (!isForeignWindow) return;
  event.preventDefault();
  sendOpener();
}

function sendOpener() {
  // Setting the address is all that a page may do to a page of another site.
  opener().location.href = destination;
  closeWindow();
}

/** The merchant's page goes on; the account number stays in sight until the buyer has it. */
function keepAccount() {
  opener().location.href = destination;
  document.getElementById('onward').hidden = true;
  const button = document.getElementById('close-this');
  button.hidden = false;
  button.addEventListener('click', () => window.close());
}

/** A window that a script did not open stays open, whatever we do. */
function closeWindow() {
  window.close();
  setTimeout(() => {
    document.getElementById('closable').hidden = false;
    for (const each of document.querySelectorAll('.buttons > *')) each.hidden = true;
  }, 500);
}
