// The nonce of this page's Content-Security-Policy: with it, the library of components may write style elements.
// Must never be put into an address, a log or the browser's storage.

/** Empty while authors write, where there is no policy. */
export const styleNonce = document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.nonce ?? '';

// What keeps the page behind a dialog from scrolling asks for it under this name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });
