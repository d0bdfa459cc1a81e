// Takes the browser back to the merchant, or closes the window, when the order sheet is done.
// Must never decide where to go; the page says so.
const done = document.querySelector('[data-return-url], [data-close]');
const returnUrl = done?.getAttribute('data-return-url');
if (returnUrl) location.replace(returnUrl);
else if (done) window.close();

// A second press while the first is under way would pay twice in a hurry; a person can always reload.
document.addEventListener('submit', (event) => {
  if (document.body.dataset.sent) event.preventDefault();
  document.body.dataset.sent = 'yes';
});
window.addEventListener('pageshow', () => {
  delete document.body.dataset.sent;
});
