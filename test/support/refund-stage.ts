// Where tests of refunds at the desk play: the house, paid orders, and people who ask and approve over HTTP.
// Must never reach around the desk's own routes to ask or to approve.
import { showId } from '../../src/common/ids.js';
import { PeopleService } from '../../src/people/people.service.js';
import type { Role } from '../../src/rights/roles.js';
import { DeskVisitor, type DeskAnswer, type DeskProblem } from './desk-visitor.js';
import { startHouse, type House, type HouseOptions } from './house.js';
import { approveAbout } from './second-person.js';
import { visit, type ShownOrder } from './merchant.js';
import { deliver } from './payple-control.js';

/** Won by tax, as the desk shows them. */
interface ShownSplit {
  readonly totalWon: number;
  readonly taxFreeWon: number;
  readonly taxableWon: number;
  readonly vatWon: number;
}

/** A preview as far as tests look at it. */
export interface ShownPreview {
  readonly refund: ShownSplit | null;
  readonly balanceBefore: ShownSplit;
  readonly balanceAfter: ShownSplit | null;
  readonly whyNot: { readonly code: string; readonly detail: string; readonly resourceId: string | null } | null;
  readonly approvalReasons: readonly { readonly rule: string; readonly limit: number; readonly figure: number }[];
  readonly refundable: string;
  readonly parts: readonly { readonly method: string; readonly amountWon: number }[];
  readonly cautions: readonly string[];
  readonly shownHash: string | null;
}

/** A request as far as tests look at it. */
export interface ShownRequest {
  readonly id: string;
  readonly status: string;
  readonly outcome: string;
  readonly kind: string;
  readonly reason: string;
  readonly external: Readonly<Record<string, unknown>> | null;
  readonly shownHash: string;
  readonly refund: ShownSplit;
  readonly approvalReasons: readonly { readonly rule: string }[];
  readonly askedBy: { readonly id: string; readonly name: string };
  readonly decidedBy: { readonly id: string } | null;
  readonly staleBecause: string | null;
  readonly cancellation: { readonly id: string; readonly status: string; readonly requestedBy: string } | null;
}

/** What an asking or a decision is answered: a request, or a problem. */
export type RequestAnswer = DeskAnswer<ShownRequest & DeskProblem & { readonly providerMessage?: string }>;

/** A person who can be called by name. */
export interface Worker {
  readonly id: string;
  readonly uuid: string;
  readonly email: string;
  readonly desk: DeskVisitor;
}

const PASSWORD = 'one sentence for the refund desk';
const NOBODY = { personId: null, name: 'the stage', address: null };
let made = 0;

export class RefundStage {
  private constructor(readonly house: House) {}

  static async open(options: HouseOptions = {}): Promise<RefundStage> {
    return new RefundStage(await startHouse(options));
  }

  close(): Promise<void> {
    return this.house.close();
  }

  /** Somebody new with these roles, signed in. */
  async worker(roles: readonly Role[], refundLimitWon?: number): Promise<Worker> {
    made += 1;
    const email = `worker${made}@shop.example.com`;
    const people = this.house.app.get(PeopleService, { strict: false });
    const wish = { email, name: `Worker ${made}`, roles, refundLimitWon };
    const { person, invitation } = await people.create(NOBODY, wish);
    await approveAbout(this.house.app, showId('person', person.id));
    const desk = new DeskVisitor(this.house.url);
    await desk.call('POST', `/admin/invitations/${invitation.token}`, { password: PASSWORD });
    await desk.signIn({ email, password: PASSWORD });
    return { id: showId('person', person.id), uuid: person.id, email, desk };
  }

  operator(refundLimitWon?: number): Promise<Worker> {
    return this.worker(['operator'], refundLimitWon);
  }

  approver(): Promise<Worker> {
    return this.worker(['approver']);
  }

  /** An order that is paid, 10,000 won at PAYCO unless told otherwise. */
  async paid(
    wish: Readonly<Record<string, unknown>> = {},
    provider: 'payco' | 'payple' = 'payco',
  ): Promise<ShownOrder> {
    const { merchant, payco, payple } = this.house;
    const order = await merchant.order(wish);
    const payment = await merchant.pay(order, 'pc', provider);
    if (provider === 'payco') await visit(await payco.agree(payment));
    else await deliver(await payple.finish(payment, 'pay'));
    return merchant.show(order);
  }

  async preview({ desk }: Worker, order: { readonly id: string }, wish: object = {}): Promise<ShownPreview> {
    const { status, body } = await desk.call<ShownPreview>('POST', `/admin/orders/${order.id}/refund-previews`, wish);
    if (status !== 200) throw new Error(`The preview was answered ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** Looks at the preview and asks for what it shows. */
  async ask(
    worker: Worker,
    order: { readonly id: string },
    wish: { readonly amountWon?: number } = {},
    key?: string,
  ): Promise<RequestAnswer> {
    const { shownHash } = await this.preview(worker, order, wish);
    return this.send(worker, order, { ...wish, reason: 'the buyer changed their mind', shownHash }, key);
  }

  /** Asks for what was shown before. */
  send({ desk }: Worker, order: { readonly id: string }, body: object, key?: string): Promise<RequestAnswer> {
    const headers = key === undefined ? {} : { 'idempotency-key': key };
    return desk.call('POST', `/admin/orders/${order.id}/refunds`, body, { headers });
  }

  approve({ desk }: Worker, request: Pick<ShownRequest, 'id' | 'shownHash'>): Promise<RequestAnswer> {
    return desk.call('POST', `/admin/approvals/${request.id}/approvals`, { shownHash: request.shownHash });
  }

  async show({ desk }: Worker, id: string): Promise<{ request: ShownRequest; isUnchanged: boolean }> {
    return (await desk.call<{ request: ShownRequest; isUnchanged: boolean }>('GET', `/admin/approvals/${id}`)).body;
  }

  /** How often PAYCO gave something of an order back. */
  async cancelsOf(order: ShownOrder): Promise<number> {
    return (await this.house.payco.bookOf(order.orderNumber))?.cancels ?? 0;
  }
}
