// Refunds at the desk for proofs: requests that wait, and files that were checked.
// Must never ask past the desk's own routes.
import type { DeskVisitor } from '../../support/desk-visitor.js';
import type { Deeds } from './deeds.js';

/** A refund that was shown, and a hash of what was shown. */
export interface Shown {
  readonly id: string;
  readonly shownHash: string;
}

/** The visitor, when they may ask for refunds; or else somebody who may. */
async function asker(deeds: Deeds, visitor: DeskVisitor): Promise<DeskVisitor> {
  const { body } = await visitor.call<{ person: { permissions: string[] } }>('GET', '/admin/session');
  return body.person.permissions.includes('refunds:ask') ? visitor : deeds.desk.signedIn('operator');
}

/** A paid order whose refund was shown to somebody who may ask for it. */
export async function shownRefund(deeds: Deeds, visitor: DeskVisitor, wish: object = {}): Promise<Shown> {
  return shownBy('refund-previews', deeds, visitor, wish);
}

/** A paid order of which a refund made elsewhere was shown to somebody who may enter it. */
export async function shownExternal(deeds: Deeds, visitor: DeskVisitor, wish: object = {}): Promise<Shown> {
  return shownBy('external-cancellation-previews', deeds, visitor, wish);
}

async function shownBy(previews: string, deeds: Deeds, visitor: DeskVisitor, wish: object): Promise<Shown> {
  const { id } = await deeds.paidOrder();
  const by = await asker(deeds, visitor);
  const { body } = await by.call<{ shownHash: string }>('POST', `/admin/orders/${id}/${previews}`, wish);
  return { id, shownHash: body.shownHash };
}

/** A request that waits for a second person; the house has to be one where whole orders do. */
export async function waitingRequest(deeds: Deeds, visitor: DeskVisitor): Promise<Shown> {
  const { id, shownHash } = await shownRefund(deeds, visitor);
  const by = await asker(deeds, visitor);
  const asked = await by.call<Shown & { outcome: string }>('POST', `/admin/orders/${id}/refunds`, {
    reason: 'the buyer changed their mind',
    shownHash,
  });
  if (asked.body.outcome !== 'waits_for_approval') throw new Error(`It should wait, not ${JSON.stringify(asked.body)}`);
  return asked.body;
}

/** A file of one refund. */
export async function refundFile(deeds: Deeds): Promise<string> {
  return `${(await deeds.paidOrder()).id},1000,late`;
}

/** A file that was checked and can be started, by whoever may. */
export async function checkedFile(deeds: Deeds, visitor: DeskVisitor): Promise<Shown> {
  const by = await asker(deeds, visitor);
  const response = await fetch(`${by.url}/admin/refund-batches`, {
    method: 'POST',
    headers: { ...by.headersOf('POST'), 'content-type': 'text/csv' },
    body: await refundFile(deeds),
  });
  if (response.status !== 201) throw new Error(`The file was answered ${response.status}.`);
  return (await response.json()) as Shown;
}
