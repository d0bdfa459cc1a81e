// Hands the buyer over by sending a window to the provider's page.
// Must never change the address it was given.

export const redirect = {
  /** On a PC the provider's page has a window of its own. */
  opensWindow: true,
  go(handoff, target) {
    target.location.assign(handoff.url);
  },
};
