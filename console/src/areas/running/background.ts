// Reading again by itself, which must not keep a session alive that nobody uses any more.
// Must never be used for what somebody asked for.

/** Tells the server that nobody asked: it does not count as being at work. */
export const IN_BACKGROUND = { headers: { 'X-Background-Refresh': '1' } } as const;

/** How often what is under way is looked at again. */
export const REFRESH_MS = 3_000;
