// The ways to hand a buyer over, by the type that the server names.
// Must never know a provider.
import { payple_window } from './handoff-payple-window.js';
import { redirect } from './handoff-redirect.js';

export const HANDOFFS = { redirect, payple_window };
