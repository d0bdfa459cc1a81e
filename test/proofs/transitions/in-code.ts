// Steps by the code that moves rows in the house: the draft of an order, and the books of the others on their database.
// Must never ask a table; whoever moves has to.
import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Client } from 'pg';
import { DataSource } from 'typeorm';
import { RefundRequestBook } from '../../../src/admin/refunds/refund-request-book.js';
import type { RefundRequestStatus } from '../../../src/admin/refunds/refund-request-states.js';
import { KeyBook } from '../../../src/billing/key-book.js';
import type { BillingKeyStatus } from '../../../src/billing/key-states.js';
import { CashReceiptBook } from '../../../src/cash-receipts/cash-receipt-book.js';
import type { CashReceiptStatus } from '../../../src/cash-receipts/cash-receipt-states.js';
import { EndpointBook } from '../../../src/events/endpoint-book.js';
import type { WebhookEndpointStatus } from '../../../src/events/endpoint-states.js';
import { ChangeBook, ForbiddenChangeError } from '../../../src/rights/change-book.js';
import type { ChangeRequestStatus } from '../../../src/rights/change-request-states.js';
import { decisionOf, plantChangeRequest } from '../../support/sample-change-requests.js';
import { OrderDraft } from '../../../src/orders/order-draft.js';
import { ForbiddenMoveError } from '../../../src/orders/states.js';
import { columnsOfState, plantRefundRequest } from '../../support/sample-refund-requests.js';
import { plantBillingKey, plantCashReceipt } from '../../support/sample-rows.js';
import { plantWebhook } from '../../support/sample-webhooks.js';
import type { Pair } from './design.js';
import { KEY_HELD, NUMBER_HELD } from './in-database.js';

/** How the code took a step: `moved`, `refused`, or `stayed` where staying is no step for it. */
export type CodeAnswer = 'moved' | 'refused' | 'stayed';

export class StepsInCode {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly client: Client,
  ) {}

  /** `null`: no code moves such a row but statements that name the state it is in. */
  async step(pair: Pair): Promise<CodeAnswer | null> {
    const { entity, from, to } = pair;
    if (entity === 'webhook_delivery') return null;
    if (entity === 'order' || entity === 'payment' || entity === 'cancellation') return tell(() => draftStep(pair));
    if (from === to) return 'stayed';
    if (entity === 'billing_key') return tell(() => this.#key(from, to as BillingKeyStatus));
    if (entity === 'cash_receipt') return tell(() => this.#receipt(from, to as CashReceiptStatus));
    if (entity === 'refund_request')
      return tell(() => this.#request(from as RefundRequestStatus, to as RefundRequestStatus));
    if (entity === 'change_request')
      return tell(() => this.#change(from as ChangeRequestStatus, to as ChangeRequestStatus));
    return tell(() => this.#endpoint(from, to as WebhookEndpointStatus));
  }

  async #key(from: string, to: BillingKeyStatus): Promise<void> {
    const [book, id] = [this.app.get(KeyBook, { strict: false }), await plantBillingKey(this.client, from)];
    const held = KEY_HELD.includes(to)
      ? { sealedKey: 'sealed', keyFingerprint: id }
      : { sealedKey: null, keyFingerprint: null };
    const outcome = await book.move(await book.find(id), to, { ...held, removingSince: new Date() });
    if (outcome !== 'written') throw new Error(`The key was not moved: ${outcome}.`);
  }

  async #receipt(from: string, to: CashReceiptStatus): Promise<void> {
    const book = this.app.get(CashReceiptBook, { strict: false });
    const { id } = await plantCashReceipt(this.client, from);
    const sealedIdentity = NUMBER_HELD.includes(to) ? 'sealed' : null;
    await book.change(id, () => ({ to, changes: { sealedIdentity } }));
  }

  async #request(from: RefundRequestStatus, to: RefundRequestStatus): Promise<void> {
    const book = this.app.get(RefundRequestBook, { strict: false });
    const uuid = await plantRefundRequest(this.client, from, to);
    const { manager } = this.app.get(DataSource, { strict: false });
    const isMoved = await book.move(manager, { id: uuid, status: from }, to, columnsOfState(to));
    if (!isMoved) throw new Error('The request was not moved.');
  }

  async #change(from: ChangeRequestStatus, to: ChangeRequestStatus): Promise<void> {
    const book = this.app.get(ChangeBook, { strict: false });
    const id = await plantChangeRequest(this.client, from);
    const { manager } = this.app.get(DataSource, { strict: false });
    await book.move(manager, { id, status: from }, to, decisionOf(to));
  }

  async #endpoint(from: string, to: WebhookEndpointStatus): Promise<void> {
    const book = this.app.get(EndpointBook, { strict: false });
    const id = await plantWebhook(this.client, 'webhook_endpoint', from);
    const changes = {
      sealedSecret: to === 'removed' ? null : 'sealed',
      pausedAt: to === 'paused' ? new Date() : null,
    };
    await book.change(id, () => ({ to, changes }));
  }
}

async function tell(work: () => void | Promise<void>): Promise<CodeAnswer> {
  try {
    await work();
    return 'moved';
  } catch (error) {
    if (error instanceof ForbiddenMoveError || error instanceof ForbiddenChangeError) return 'refused';
    throw error;
  }
}

/** Of what a draft moves, only the state counts. */
function draftStep({ entity, from, to }: Pair): void {
  const row = { id: randomUUID(), status: from };
  const order = { version: 1, payments: [], cancellations: [], ...row };
  const draft = new OrderDraft(order as never, new Date());
  const [payment, cancellation] = [row as never, { ...row, paymentId: randomUUID() } as never];
  for (const about of [payment, cancellation]) draft.decide('cannot_tell', about);
  if (entity === 'order') draft.moveOrder(to as never);
  if (entity === 'payment') draft.movePayment(payment, to as never);
  if (entity === 'cancellation') draft.moveCancellation(cancellation, to as never);
}
