// Hands the buyer over by loading the provider's script, which takes this window to the provider's page.
// Must never change the parameters it was given.

export const payple_window = {
  /** The script takes the window that it runs in. */
  opensWindow: false,
  async go({ scriptUrl, parameters }) {
    // The script is written for jQuery and finds it under its global name.
    if (!('jQuery' in window)) await load(new URL('jquery.js', import.meta.url).href);
    if (!('PaypleCpayAuthCheck' in window)) await load(scriptUrl);
    window.PaypleCpayAuthCheck({ ...parameters });
  },
};

function load(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => {
      // Gone, so that the next click tries again.
      script.remove();
      reject(new Error(`${url} did not load.`));
    });
    script.src = url;
    document.head.append(script);
  });
}
