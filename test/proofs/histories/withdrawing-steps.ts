// Steps of a merchant with an order that nobody has paid: it is withdrawn, or opened again, at whatever moment; and of a buyer
// who pays into an account. Must never say that money is gone: what comes too late is the law's to look for.
import fc from 'fast-check';
import { expect } from 'vitest';
import { sheetOf, type ShownOrder, type ShownProblem } from '../../support/merchant.js';
import { beUnsure, type KnownWindow } from './history.js';
import { nth, pick, requireStatus, step, type Step } from './step.js';

const MINUTE_MS = 60_000;

/** A merchant withdraws an order: nobody can pay it any more, and money that comes all the same goes back. */
export function withdraw(which: number): Step {
  return step(
    `The merchant withdraws order ${nth(which)}`,
    ({ orders }) => orders > 0,
    async (history) => {
      const known = pick(history.orders, which);
      const path = `/v1/orders/${known.order.id}/void`;
      const { status, body } = await history.world.house.merchant.call<ShownOrder & ShownProblem>('POST', path);
      requireStatus('Withdrawing an order', status, [200, 409]);
      if (history.isCalm && known.isPaid !== null) {
        expect(status, 'whether it can be withdrawn').toBe(known.isPaid ? 409 : 200);
      }
      if (status === 200 && !known.isWithdrawn) history.withdrawn += 1;
      if (status === 200) known.isWithdrawn = true;
      await history.look(known);
      return `${status} ${status < 300 ? body.status : body.code}`;
    },
  );
}

/** A merchant lets an order be paid for a while longer, also one whose time was up. */
export function reopen(which: number, lifetimeMinutes: number): Step {
  return step(
    `The merchant opens order ${nth(which)} again, for ${lifetimeMinutes} minutes`,
    ({ orders }) => orders > 0,
    async (history) => {
      const known = pick(history.orders, which);
      const expiresAtMs = history.world.nowMs + lifetimeMinutes * MINUTE_MS;
      const { status, body } = await history.world.house.merchant.call<ShownOrder & ShownProblem>(
        'POST',
        `/v1/orders/${known.order.id}/reopen`,
        { expiresAt: new Date(expiresAtMs).toISOString() },
      );
      requireStatus('Opening an order again', status, [200, 409]);
      if (history.isCalm && known.isPaid !== null) {
        const isOpen = !known.isPaid && !known.isWithdrawn;
        expect(status, 'whether it can be opened again').toBe(isOpen ? 200 : 409);
      }
      if (status === 200) {
        known.expiresAtMs = expiresAtMs;
        history.reopened += 1;
      }
      await history.look(known);
      return `${status} ${status < 300 ? body.status : body.code}`;
    },
  );
}

/** On PAYCO's page a buyer wants to pay into an account of their own. */
export function chooseAccount(which: number): Step {
  return step(
    `On page ${nth(which)} the buyer chooses to pay into an account`,
    ({ windows }) => windows > 0,
    async (history) => {
      const page = pick(history.windows, which);
      if (page.way !== 'PAYCO') return 'which it does not offer';
      page.ends += 1;
      const url = await history.world.house.payco.finish(page.payment, 'virtual_account');
      if (url === null) return 'and comes to no page';
      const go = () => fetch(url, { redirect: 'manual' });
      page.home = { url, go, isAgreed: false, endedAtMs: history.world.nowMs };
      page.hasAccount = true;
      // From now on money may come, and its order waits for it.
      beUnsure(page.known);
      return undefined;
    },
  );
}

/** A buyer pays into the account of a page. */
export function payIn(which: number, isTold: boolean): Step {
  return step(
    `The buyer of page ${nth(which)} pays into its account${isTold ? '' : ', and nobody is told'}`,
    ({ windows }) => windows > 0,
    async (history) => {
      const page = pick(history.windows, which);
      const { payco } = history.world.house;
      const account = await accountOf(payco, page);
      if (account === undefined) return 'there is none that waits';
      // Nobody knows whether its order still waits for it.
      beUnsure(page.known);
      await payco.deposit(account, { notify: isTold ? 'normal' : 'none' });
      await history.look(page.known);
      return undefined;
    },
  );
}

/** PAYCO's number of an account that still takes money. */
async function accountOf(
  payco: {
    books(): Promise<readonly { readonly reserveOrderNo: string; readonly orderNo: string; readonly state: string }[]>;
  },
  { way, payment }: KnownWindow,
): Promise<string | undefined> {
  if (way !== 'PAYCO') return undefined;
  const books = await payco.books();
  return books.find((each) => each.reserveOrderNo === sheetOf(payment) && each.state === 'APPROVED_WAITING')?.orderNo;
}

const which = fc.nat(7);

export const WITHDRAWING_STEPS: readonly fc.Arbitrary<Step>[] = [
  which.map((order) => withdraw(order)),
  fc.tuple(which, fc.constantFrom(15, 180, 1_440)).map((args) => reopen(...args)),
  which.map((page) => chooseAccount(page)),
  fc.tuple(which, fc.boolean()).map((args) => payIn(...args)),
];
