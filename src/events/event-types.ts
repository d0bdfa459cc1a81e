// The names of what can happen, and the patterns an endpoint chooses them by.
// Must never know more entities than have state tables: what has states, tells of them.
import { EXTERNAL_RECORDED } from '../orders/cancellation-kinds.js';
import type { Transition } from '../orders/states.js';

/** Everything. */
export const ALL_EVENTS = '*';

/** Beside the states: births that have a word of their own, an order's and that of what went back without us. */
const BIRTHS = ['order.created', EXTERNAL_RECORDED];
/** What happens to a delivery is not an event: telling of it would be one more delivery. */
const SILENT = ['webhook_delivery'];

/** Every type there is, such as `payment.paid`, in alphabetical order. */
export function eventTypesOf(transitions: readonly Transition[]): string[] {
  const told = transitions.filter(({ entity }) => !SILENT.includes(entity));
  return [...new Set([...BIRTHS, ...told.map(({ entity, to }) => `${entity}.${to}`)])].sort();
}

/** Whether a pattern names any of these types. */
export function namesAny(pattern: string, types: readonly string[]): boolean {
  return pattern === ALL_EVENTS || types.some((type) => type === pattern || `${groupOf(type)}.*` === pattern);
}

function groupOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}
