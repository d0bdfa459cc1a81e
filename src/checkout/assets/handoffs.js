// The ways to hand a buyer over, by the type that the server names.
// Must never know a provider.
import { redirect } from './handoff-redirect.js';

export const HANDOFFS = { redirect };
