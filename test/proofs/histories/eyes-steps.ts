// Steps of people at the desk who want to be two: an operator beyond their limit, an administrator with a puppet, and an approver
// who is somebody else. Must never expect more of an answer than that nothing moves by one person alone; the law looks at the rest.
import fc from 'fast-check';
import { expect } from 'vitest';
import { DeskVisitor } from '../../support/desk-visitor.js';
import { Desk } from '../harness/desk.js';
import { enter, LIMIT_WON, waitingAtDesk, type Request } from './crew.js';
import { nth, pick, requireStatus, step, type Step } from './step.js';

/** An operator asks for a part of what is left, which may be beyond their limit, alone or with what they asked for before. */
function refundAtDesk(which: number, amountWon: number): Step {
  return step(
    `The operator asks at the desk for ${amountWon} won of order ${nth(which)}`,
    ({ orders }) => orders > 0,
    async (history) => {
      const { order } = pick(history.orders, which);
      history.loseCalm();
      const operator = await enter(history, 'operator');
      const path = `/admin/orders/${order.id}`;
      const preview = await operator.call<{ shownHash: string | null }>('POST', `${path}/refund-previews`, {
        amountWon,
      });
      const { shownHash } = preview.body;
      if (shownHash === null) return 'nothing can be refunded';
      const body = { amountWon, reason: 'a part', shownHash };
      const asked = await operator.call<Request>('POST', `${path}/refunds`, body);
      requireStatus('A refund at the desk', asked.status, [201, 202, 402, 409, 422, 503]);
      if (amountWon > LIMIT_WON && asked.status < 300) expect(asked.body.outcome).toBe('waits_for_approval');
      return asked.status < 300 ? asked.body.outcome : asked.body.code;
    },
  );
}

/** An operator whose limit is small says of something in the queue that money moved. */
function declareAtDesk(which: number): Step {
  return step(
    `The operator declares at the desk that money moved, about ${nth(which)} in the queue`,
    ({ orders }) => orders > 0,
    async (history) => {
      const operator = await enter(history, 'operator');
      interface Item {
        readonly id: string;
        readonly kind: string;
        readonly amountWon: number;
      }
      const { body } = await operator.call<{ items: Item[] }>('GET', '/admin/queue?kind=cancellation');
      // What is not true is asked for and never approved: above the limit, so that it waits.
      const items = body.items.filter(({ amountWon }) => amountWon > LIMIT_WON);
      if (items.length === 0) return 'nothing waits';
      const { id } = pick(items, which);
      const wish = { decision: 'try_again', acceptDoubleRefund: true, reason: 'no reason at all' };
      const said = await operator.call<{ code?: string; request?: Request | null }>(
        'POST',
        `/admin/queue/cancellation/${id}/decisions`,
        wish,
      );
      requireStatus('A decision beyond a limit', said.status, [202, 409]);
      const { request } = said.body;
      // What is not true must not wait for somebody who approves it.
      if (request) await operator.call('POST', `/admin/approvals/${request.id}/withdrawals`);
      return String(said.status);
    },
  );
}

/** Somebody else, or somebody who is not, approves what waits. */
export function approveAtDesk(who: 'approver' | 'operator'): Step {
  return step(
    `The ${who} approves whatever waits at the desk`,
    ({ orders }) => orders > 0,
    async (history) => {
      history.loseCalm();
      const by = await enter(history, who);
      const answers: string[] = [];
      for (const { id, kind, shownHash } of await waitingAtDesk(by)) {
        const { status } = await by.call<Request>('POST', `/admin/approvals/${id}/approvals`, { shownHash });
        requireStatus('An approval', status, who === 'operator' ? [403] : [200, 402, 409, 503]);
        answers.push(`${kind} ${status}`);
      }
      for (const known of history.orders) await history.look(known);
      return answers.length === 0 ? 'nothing waits' : answers.join(', ');
    },
  );
}

/** An administrator makes an approver of their own, uses the link, and tries to be two. */
function bePuppeteer(what: 'makes an approver' | 'makes a key' | 'grants themselves a role'): Step {
  return step(
    `The administrator ${what} alone`,
    () => true,
    async (history) => {
      const { house } = history.world;
      const administrator = await enter(history, 'administrator');
      if (what === 'grants themselves a role') {
        const { body } = await administrator.call<{ person: { id: string } }>('GET', '/admin/session');
        const roles = ['administrator', 'operator', 'approver'];
        const { status } = await administrator.call('PATCH', `/admin/people/${body.person.id}`, { roles });
        requireStatus('Granting oneself', status, [403]);
        return undefined;
      }
      if (what === 'makes a key') {
        const wish = { name: 'mine', scopes: ['cancellations:write', 'orders:read'] };
        const { body } = await administrator.call<{ key: string; waitsForChangeId: string }>(
          'POST',
          '/admin/api-keys',
          wish,
        );
        const headers = { authorization: `Bearer ${body.key}` };
        const { status } = await fetch(`${house.url}/v1/orders`, { headers });
        requireStatus('A call with a key that nobody approved', status, [401]);
        const own = await administrator.call('POST', `/admin/changes/${body.waitsForChangeId}/approvals`);
        requireStatus('Approving one’s own key', own.status, [403]);
        return undefined;
      }
      const wish = new Desk(house, house.merchant).newPerson('approver');
      interface Made {
        readonly invitation: { readonly url: string; readonly waitsForChangeId: string };
      }
      const { body } = await administrator.call<Made>('POST', '/admin/people', wish);
      const token = body.invitation.url.split('#')[1] ?? '';
      const link = `/admin/invitations/${token}`;
      const used = await new DeskVisitor(house.url).call('POST', link, { password: 'a sentence of a puppet' });
      requireStatus('Using the link', used.status, [409]);
      const own = await administrator.call('POST', `/admin/changes/${body.invitation.waitsForChangeId}/approvals`);
      requireStatus('Approving one’s own approver', own.status, [403]);
      return undefined;
    },
  );
}

export const EYES_STEPS: readonly fc.Arbitrary<Step>[] = [
  fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 12_000 })).map((args) => refundAtDesk(...args)),
  fc.nat(3).map((which) => declareAtDesk(which)),
  fc.constantFrom('approver' as const, 'operator' as const).map((who) => approveAtDesk(who)),
  fc
    .constantFrom('makes an approver' as const, 'makes a key' as const, 'grants themselves a role' as const)
    .map((what) => bePuppeteer(what)),
];
