// Everything that goes wrong at the providers in a storm: every kind of fault, at every endpoint, in per cent of the calls.
// Must never make a provider lie about money: a no that a provider says comes before the effect, and is true.
import type { Fault, PaycoControl } from '../../support/payco-control.js';
import type { PaypleControl } from '../../support/payple-control.js';

/** How a storm is played: what a house waits for a provider, and how late an answer may be. */
export interface Lateness {
  /** An honest answer that takes its time, in ms; less than the timeout. */
  readonly slowMs: number;
  /** An answer that comes when nobody waits any more, in ms; more than the timeout. */
  readonly tooLateMs: number;
}

/** A fault without the endpoint it is for. */
type Trouble = Pick<Fault, 'fault' | 'delayMs' | 'code' | 'percent'> & { readonly effect?: 'before' | 'after' };

const PAYCO_CALLS = ['reserve', 'approval', 'cancel', 'checkAvailability', 'verify'];
const PAYPLE_CALLS = ['auth', 'confirm', 'simple', 'reguler', 'cancel', 'inquiry', 'userdel', 'userinfo'];

/** PAYCO says of itself that something is wrong. A no to the question would be a lie about the payment. */
const PAYCO_IS_UNWELL = '1403';

/** Lets so many in a hundred calls to each endpoint, and ends of each window, go wrong, shared by all kinds of trouble. */
export async function letThingsGoWrong(
  { payco, payple }: { readonly payco: PaycoControl; readonly payple: PaypleControl },
  percent: number,
  lateness: Lateness,
): Promise<void> {
  const troubles = callTroubles(lateness);
  for (const endpoint of PAYCO_CALLS) {
    const honest = troubles.map((kind) =>
      kind.fault === 'decline' && endpoint === 'verify' ? { ...kind, code: PAYCO_IS_UNWELL } : kind,
    );
    await share(honest, percent, (fault) => payco.fail({ endpoint, ...fault }));
  }
  for (const endpoint of PAYPLE_CALLS) {
    await share(troubles, percent, (fault) => payple.fail({ endpoint, ...fault }));
  }
  await share(RETURN_TROUBLES, percent, (fault) => payco.fail({ endpoint: 'return', ...fault }));
  await share(WINDOW_TROUBLES, percent, (fault) => payple.fail({ endpoint: 'window', ...fault }));
  await share(noticeTroubles(lateness), percent, (fault) => payple.fail({ endpoint: 'notice', ...fault }));
}

function callTroubles({ slowMs, tooLateMs }: Lateness): Trouble[] {
  return [
    { fault: 'drop_before_effect' },
    { fault: 'drop_after_effect' },
    { fault: 'http_500', effect: 'before' },
    { fault: 'http_500', effect: 'after' },
    { fault: 'garbage', effect: 'before' },
    { fault: 'garbage', effect: 'after' },
    { fault: 'decline', effect: 'before' },
    { fault: 'delay', effect: 'after', delayMs: slowMs },
    { fault: 'delay', effect: 'after', delayMs: tooLateMs },
    // The provider acts when everybody has given up waiting.
    { fault: 'delay', effect: 'before', delayMs: tooLateMs },
  ];
}

const RETURN_TROUBLES: readonly Trouble[] = [
  { fault: 'lower_cased' },
  { fault: 'empty' },
  { fault: 'decline' },
  { fault: 'drop_before_effect' },
  { fault: 'drop_after_effect' },
];

const WINDOW_TROUBLES: readonly Trouble[] = [
  { fault: 'decline' },
  { fault: 'drop_before_effect' },
  { fault: 'drop_after_effect' },
  { fault: 'duplicate' },
];

function noticeTroubles({ slowMs }: Lateness): Trouble[] {
  return [
    { fault: 'delay', delayMs: slowMs },
    { fault: 'duplicate' },
    { fault: 'garbage' },
    { fault: 'drop_before_effect' },
    { fault: 'drop_after_effect' },
  ];
}

async function share(kinds: readonly Trouble[], percent: number, place: (kind: Trouble) => Promise<void>) {
  for (const kind of kinds) await place({ ...kind, percent: percent / kinds.length });
}
