// Where the server is killed, and what the provider does meanwhile: the rows and the columns of the crash matrix.
// Must never name a point that the wires cannot hold exactly.
import type { CallMoment } from '../../support/provider-wire.js';
import type { WriteMoment } from '../../support/postgres-wire.js';
import { TAKES_ITS_TIME } from '../harness/proof.js';

/**
 * Which step of a path a moment belongs to: saving the intent, calling the provider, writing down the answer, and then
 * telling the merchant's server of it: sending the first event, noting that it arrived.
 */
export type Moment =
  `intent ${WriteMoment}` | `call ${CallMoment}` | `answer ${WriteMoment}` | 'told' | 'delivery held' | 'note arrived';

export interface KillPoint {
  readonly name: string;
  readonly at: Moment;
  /** What is true of the world at that moment. */
  readonly means: string;
}

/** In the order in which a path comes by them. */
export const KILL_POINTS: readonly KillPoint[] = [
  {
    name: 'before intent',
    at: 'intent arrived',
    means: 'the statement with the intent and its job has left the server and not reached PostgreSQL',
  },
  {
    name: 'after enqueue, intent uncommitted',
    at: 'intent executed',
    means: 'PostgreSQL has carried it out, job included, and not committed',
  },
  { name: 'after intent', at: 'intent committed', means: 'it is committed, and the server has not heard so' },
  {
    name: 'before request',
    at: 'call arrived',
    means: 'the server knows, and its request has not reached the provider',
  },
  {
    name: 'request sent',
    at: 'call answered',
    means: 'the provider has dealt with the request, and the server has heard nothing',
  },
  {
    name: 'answer received, before enqueue',
    at: 'answer arrived',
    means: 'the server has the answer; the statement that writes it down has not reached PostgreSQL',
  },
  {
    name: 'after enqueue, before commit',
    at: 'answer executed',
    means: 'PostgreSQL has carried it out, job included, and not committed',
  },
  { name: 'after commit', at: 'answer committed', means: 'it is committed, and the server has not heard so' },
  { name: 'caller told', at: 'told', means: 'whoever asked has the answer' },
  {
    name: 'during delivery',
    at: 'delivery held',
    means: 'whoever asked has the answer; the receiver of webhooks has the first event of it, and has not answered',
  },
  {
    name: 'delivered, not noted',
    at: 'note arrived',
    means: 'the receiver has answered 204; the statement that notes so has not reached PostgreSQL',
  },
];

/** Whether a server that is killed there must run jobs, whatever the path: a job sends events. */
export function isDelivery({ at }: KillPoint): boolean {
  return at === 'delivery held' || at === 'note arrived';
}

/** How the provider behaves when it gets the call: in the simulators' own words. */
export interface Fault {
  readonly name: string;
  /** What to order at the simulator; `null` orders nothing. */
  readonly order: Readonly<Record<string, unknown>> | null;
  /** Whether the provider takes its time, so that nobody waits for it at the point "request sent". */
  readonly isSlow: boolean;
}

/** How long the server waits for a provider, in ms: more than an honest answer takes on a busy machine. */
export const DEADLINE_MS = TAKES_ITS_TIME ? 5_000 : 1_500;

/** A provider's "not paid" is believed so long after a lost answer: longer than an effect is late here, as in production. */
export const BELIEVE_UNPAID_AFTER_MS = 2_000;

/** Later than the server waits. */
const LATE_EFFECT_MS = DEADLINE_MS + 500;

export const FAULTS: readonly Fault[] = [
  { name: 'none', order: null, isSlow: false },
  { name: 'drop_before_effect', order: { fault: 'drop_before_effect' }, isSlow: false },
  { name: 'drop_after_effect', order: { fault: 'drop_after_effect' }, isSlow: false },
  { name: 'http_500 after', order: { fault: 'http_500', effect: 'after' }, isSlow: false },
  { name: 'garbage after', order: { fault: 'garbage', effect: 'after' }, isSlow: false },
  { name: 'answer too late', order: { fault: 'delay', effect: 'after', delayMs: 2 * DEADLINE_MS }, isSlow: true },
  { name: 'effect too late', order: { fault: 'delay', effect: 'before', delayMs: LATE_EFFECT_MS }, isSlow: true },
  { name: 'decline', order: { fault: 'decline' }, isSlow: false },
];
