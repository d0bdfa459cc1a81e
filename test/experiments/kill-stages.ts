// Each provider's side of the experiment that kills the server: its simulator, and calls that are about to be made to it.
// Must never judge money; the experiment does.
import { startPaycoSimulator } from '../../simulators/payco/server.js';
import { startPaypleSimulator } from '../../simulators/payple/server.js';
import type { ProviderBooks } from '../support/compare-books.js';
import { TIMEOUT_MS } from '../support/experiment.js';
import { newOrderNumber, visit, type Merchant, type ShownBillingKey } from '../support/merchant.js';
import { PaycoControl } from '../support/payco-control.js';
import { deliver, PaypleControl } from '../support/payple-control.js';
import { agreeInWindow } from '../support/window-buyer.js';

/** A call that is ready to be made, and whose answer will not come. */
export interface LostCall {
  readonly orderNumber: string;
  /** What its order has come to when everything is known. */
  readonly end: 'paid' | 'partially_cancelled' | 'cancelled';
  readonly givenBackWon: number;
  call(): Promise<unknown>;
}

/** A provider that stands, and the calls to lose there. */
export interface KillStage {
  readonly books: ProviderBooks;
  /** What a server needs to know to find it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Prepares the call with this number; even ones and odd ones are of different kinds. */
  prepare(merchant: Merchant, index: number): Promise<LostCall>;
  /** How many of the calls have not reached it yet. */
  callsToCome(): Promise<number>;
  close(): Promise<void>;
}

export interface KillStageEntry {
  readonly name: string;
  /** @param publicUrl where the server is, whose windows open only on its own pages */
  readonly open: (publicUrl: string) => Promise<KillStage>;
}

export const KILL_STAGES: readonly KillStageEntry[] = [
  { name: 'payments and refunds at PAYCO', open: paycoStage },
  { name: 'payments and refunds at Payple', open: payplePaymentStage },
  {
    name: 'charges on cards stored at Payple',
    open: paypleChargeStage,
  },
];

/** Longer than the process lives: no answer arrives before it is dead. */
const SILENCE = { fault: 'delay', effect: 'after', delayMs: 30_000 } as const;
/** The provider acts only when the process is dead already. */
const LATENESS = { fault: 'delay', effect: 'before', delayMs: 400 } as const;

/** Two of the one, two of the other, so that both kinds of call meet both. */
function silenceOf(index: number): typeof SILENCE | typeof LATENESS {
  return index % 4 < 2 ? SILENCE : LATENESS;
}

async function paycoStage(): Promise<KillStage> {
  const simulator = await startPaycoSimulator({ port: 0, data: 'memory', seed: 'killed' });
  const payco = new PaycoControl(simulator.url);
  return {
    books: payco,
    environment: { PAYCO_API_URL: simulator.url, PAYCO_TIMEOUT_MS: String(TIMEOUT_MS) },
    prepare: async (merchant, index) => {
      const order = await merchant.order();
      const { orderNumber } = order;
      const returnUrl = await payco.agree(await merchant.pay(order));
      const lose = (endpoint: string) => payco.fail({ endpoint, orderKey: orderNumber, ...silenceOf(index) });
      if (index % 2 === 0) {
        await lose('approval');
        return { orderNumber, end: 'paid', givenBackWon: 0, call: () => visit(returnUrl) };
      }
      await visit(returnUrl);
      await lose('cancel');
      const call = () => merchant.cancel(order, 4_000);
      return { orderNumber, end: 'partially_cancelled', givenBackWon: 4_000, call };
    },
    callsToCome: () => payco.faultsToCome(),
    close: () => simulator.close(),
  };
}

/** Its refunds are whole ones: a part whose answer is lost waits for Payple to tell (card-partial-refunds.spec.ts). */
async function payplePaymentStage(publicUrl: string): Promise<KillStage> {
  return paypleStage(publicUrl, async (payple, merchant, index) => {
    const { order, oid, result } = await agreeInWindow({ merchant, payple });
    const { orderNumber, amountWon } = order;
    const lose = (endpoint: string) => payple.fail({ endpoint, oid, ...silenceOf(index) });
    if (index % 2 === 0) {
      await lose('confirm');
      return { orderNumber, end: 'paid', givenBackWon: 0, call: () => deliver(result) };
    }
    await deliver(result);
    await lose('cancel');
    return { orderNumber, end: 'cancelled', givenBackWon: amountWon, call: () => merchant.cancel(order) };
  });
}

async function paypleChargeStage(publicUrl: string): Promise<KillStage> {
  return paypleStage(publicUrl, async (payple, merchant, index) => {
    const key: ShownBillingKey = await merchant.registerCard({ provider: 'payple', channel: 'pc' });
    await deliver(await payple.finish(key, 'pay'));
    const isMonthly = index % 2 === 1;
    // Payple's name for a charge is not known before it is made: the next one of its kind is lost, whichever that is.
    await payple.fail({ endpoint: isMonthly ? 'reguler' : 'simple', ...silenceOf(index) });
    const orderNumber = newOrderNumber();
    const wish = { orderNumber, ...(isMonthly ? { billingMonth: '2026-11' } : {}) };
    return { orderNumber, end: 'paid', givenBackWon: 0, call: () => merchant.charge(key, wish) };
  });
}

async function paypleStage(
  publicUrl: string,
  prepare: (payple: PaypleControl, merchant: Merchant, index: number) => Promise<LostCall>,
): Promise<KillStage> {
  const simulator = await startPaypleSimulator({ port: 0, data: 'memory', seed: 'killed' });
  const payple = new PaypleControl(simulator.url, publicUrl);
  return {
    books: payple,
    environment: { PAYPLE_API_URL: simulator.url, PAYPLE_TIMEOUT_MS: String(TIMEOUT_MS) },
    prepare: (merchant, index) => prepare(payple, merchant, index),
    callsToCome: () => payple.faultsToCome(),
    close: () => simulator.close(),
  };
}
