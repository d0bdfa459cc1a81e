// Steps of an operator at the desk who says what they saw on a provider's pages: that money went back there, and that what is in
// doubt happened. Above their limit somebody else has to approve it. Must never say anything that is not true.
import fc from 'fast-check';
import { expect } from 'vitest';
import { attentionList } from '../../support/evidence.js';
import { missingRefund, readPages } from '../../support/provider-pages.js';
import { readRows } from '../../support/read-rows.js';
import { enter, LIMIT_WON, type Request } from './crew.js';
import { nth, pick, requireStatus, step, type Step } from './step.js';
import { truthAbout } from './truth.js';

/** The decisions that say that money moved; they count against the limit. */
const OF_MONEY: readonly string[] = ['paid', 'refunded', 'given_back'];

/** The operator compares a page with its provider's, and enters what went back there. */
export function enterAtDesk(which: number): Step {
  return step(
    `The operator enters at the desk what went back of page ${nth(which)} on the provider's pages`,
    ({ windows }) => windows > 0,
    async (history) => {
      const { world } = history;
      const { databaseUrl, payco, payple } = world.house;
      const { payment, known } = pick(history.windows, which);
      // What was given up may still be done: nobody looks at a provider's pages in the same second.
      await world.untilProvidersAreQuiet();
      const pages = await readPages([payco, payple]);
      const missing = await missingRefund(databaseUrl, pages, payment.id, new Date(world.nowMs));
      if (!missing || !(await history.look(known)).payments.some(isPaid(payment.id)))
        return 'there is nothing to enter';
      history.loseCalm();
      const operator = await enter(history, 'operator');
      // Who enters it is who is signed in.
      const { amountWon, refundedAt, expectedCancellableWon, origin, isAnother, reason } = missing.body;
      const path = `/admin/orders/${missing.orderId}/external-cancellation`;
      const preview = await operator.call<{ shownHash: string | null }>('POST', `${path}-previews`, {
        amountWon,
        refundedAt,
      });
      const { shownHash } = preview.body;
      if (shownHash === null) return 'it cannot be entered now';
      const entry = { amountWon, refundedAt, expectedCancellableWon, origin, isAnother, reason, shownHash };
      const asked = await operator.call<Request>('POST', `${path}s`, entry);
      requireStatus('An entry at the desk', asked.status, [201, 202, 409, 422, 503]);
      if (Number(amountWon) > LIMIT_WON && asked.status < 300) expect(asked.body.outcome).toBe('waits_for_approval');
      await history.look(known);
      return `${String(amountWon)} won, answered with ${asked.status} ${asked.body.code ?? asked.body.outcome}`;
    },
  );
}

/** The operator says at the desk that money moved about which somebody was called, as the provider's pages show. */
export function declareTruthAtDesk(which: number): Step {
  return step(
    `The operator declares at the desk what moved, about ${nth(which)} in the queue`,
    ({ orders }) => orders > 0,
    async (history) => {
      const { world } = history;
      await world.untilProvidersAreQuiet();
      const queue = (await attentionList(world.house.merchant)).filter(({ decisions }) =>
        OF_MONEY.some((each) => decisions.includes(each)),
      );
      if (queue.length === 0) return 'nothing waits';
      const item = pick(queue, which);
      const truth = await truthAbout(world, item, false);
      if (!OF_MONEY.includes(truth.decision)) return 'nothing moved';
      history.loseCalm();
      const operator = await enter(history, 'operator');
      const wish = { ...truth, reason: 'seen on the provider’s pages' };
      interface Decided {
        readonly status: string;
        readonly code?: string;
        readonly request: Request | null;
      }
      const { status, body } = await operator.call<Decided>(
        'POST',
        `/admin/queue/${item.kind}/${item.id}/decisions`,
        wish,
      );
      requireStatus('A decision at the desk', status, [201, 202, 409]);
      if ((item.amountWon ?? 0) > LIMIT_WON && status < 300) expect(body.request?.outcome).toBe('waits_for_approval');
      if (status === 201) history.decisions += 1;
      for (const known of history.orders) await history.look(known);
      return `${truth.decision}, answered with ${status} ${body.code ?? body.request?.outcome ?? body.status}`;
    },
  );
}

const BY_TWO = `
  SELECT count(*) FILTER (WHERE kind = 'external_cancellation')::integer AS entries,
         count(*) FILTER (WHERE kind = 'decision')::integer AS declarations
  FROM refund_requests WHERE status = 'begun' AND decided_by_id IS NOT NULL`;

/** What was entered and declared at the desk, and approved by somebody else. */
export async function approvedAtDesk(databaseUrl: string): Promise<Record<string, number>> {
  const [found] = await readRows<{ entries: number; declarations: number }>(databaseUrl, BY_TWO);
  return { 'entries approved': found?.entries ?? 0, 'declarations approved': found?.declarations ?? 0 };
}

function isPaid(paymentId: string) {
  return ({ id, status }: { readonly id: string; readonly status: string }) => id === paymentId && status === 'paid';
}

const which = fc.nat(7);

export const DESK_WORD_STEPS: readonly fc.Arbitrary<Step>[] = [
  which.map((page) => enterAtDesk(page)),
  fc.nat(3).map((item) => declareTruthAtDesk(item)),
];
