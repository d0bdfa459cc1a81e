// The one table of doors: every route, who may open it, and a call that leads somewhere behind it.
// Must never lack a route that the application has, or hold one that it has no more; the proof compares.
import type { Permission } from '../../../src/access/permissions.js';
import type { Scope } from '../../../src/access/scopes.js';
import type { Role } from '../../../src/rights/roles.js';
import { codeOf, type DeskVisitor } from '../../support/desk-visitor.js';
import { newOrderNumber } from '../../support/merchant.js';
import type { Desk } from '../harness/desk.js';
import { pathOf, type Deeds } from '../harness/deeds.js';
import { checkedFile, refundFile, shownExternal, shownRefund, waitingRequest } from '../harness/refund-deeds.js';

/** A call, ready to be made by whomever. */
export interface Knock {
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as a CSV file. */
  readonly csv?: string;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A door for callers whose key has a scope. */
export interface GuardedDoor {
  readonly scope: Scope;
  /** A call that somebody who may do it succeeds with, once. */
  readonly knock: (deeds: Deeds) => Knock | Promise<Knock>;
  /** The status of that success. */
  readonly opens: number;
}

/** A door that is open to all. */
export interface OpenDoor {
  readonly openBecause: string;
  readonly knock: (deeds: Deeds) => Knock | Promise<Knock>;
  readonly opens: number;
  /** The same call by somebody who guesses what is the key there, and its status. `null`: there is nothing to guess. */
  readonly guess: { readonly knock: (deeds: Deeds) => Knock | Promise<Knock>; readonly opens: number } | null;
}

/** A door for people with a session. */
export interface PersonsDoor {
  /** `null`: whoever has a session. */
  readonly permission: Permission | null;
  /** Somebody with a role and a session of their own, and a call that they succeed with, once, if they may. */
  readonly visit: (
    desk: Desk,
    role: Role,
    deeds: Deeds,
  ) => Promise<{ readonly visitor: DeskVisitor; readonly knock: Knock }>;
  readonly opens: number;
}

export type Door = GuardedDoor | OpenDoor | PersonsDoor;

const at = (path: string, body?: unknown) => (): Knock => ({ path, ...(body === undefined ? {} : { body }) });
const guarded = (scope: Scope, opens: number, knock: GuardedDoor['knock']): GuardedDoor => ({ scope, opens, knock });

/** Behind it is what somebody does who has signed in. */
const forPeople = (
  permission: Permission | null,
  opens: number,
  knock: (desk: Desk, visitor: DeskVisitor, deeds: Deeds) => Knock | Promise<Knock>,
): PersonsDoor => ({
  permission,
  opens,
  visit: async (desk, role, deeds) => {
    const visitor = await desk.signedIn(role);
    return { visitor, knock: await knock(desk, visitor, deeds) };
  },
});

/** A page for everybody: nobody's thing is behind it. */
const page = (openBecause: string, path: string, opens = 200): OpenDoor => ({
  openBecause,
  knock: at(path),
  opens,
  guess: null,
});

/** The token in the address is the key. */
const byToken = (
  openBecause: string,
  opens: number,
  knock: OpenDoor['knock'],
  guess: OpenDoor['knock'],
  guessed = 404,
): OpenDoor => ({ openBecause, opens, knock, guess: { knock: guess, opens: guessed } });

const CONSOLE = 'The console’s page and files are the same for everybody; what they show comes from the API.';
const DOCUMENTATION = 'What the API looks like is no secret.';
const TOKEN = 'Buyers have no key; the unguessable token in the address is the key to one order.';
const CARD_TOKEN = 'Buyers have no key; the unguessable token in the address is the key to one registration.';
const BACK_FROM_PAYCO = 'The buyer’s browser comes back from PAYCO here; PAYCO is asked, the browser is not believed.';
const NOBODYS = 'A'.repeat(32);
const PASSWORD = 'quite another sentence';

const NEW_VIEW = { name: 'What was refunded', filters: { status: ['cancelled'] } };

/** A change that somebody asked for: the visitor, when they are given and may. */
async function waitingChange(desk: Desk, visitor?: DeskVisitor): Promise<string> {
  const ask = (by: DeskVisitor) =>
    by.call<{ invitation?: { waitsForChangeId: string } }>('POST', '/admin/people', desk.newPerson('operator'));
  const own = visitor && (await ask(visitor)).body.invitation?.waitsForChangeId;
  return own ?? (await ask(await desk.signedIn('administrator'))).body.invitation?.waitsForChangeId ?? 'none';
}

/** Where the desk shows a new order. */
async function orderAtDesk({ merchant }: Desk): Promise<string> {
  return `/admin/orders/${(await merchant.order()).id}`;
}

/** The same of one with a payment, which a provider was asked to open. */
async function openedAtDesk({ merchant }: Desk): Promise<{ readonly path: string; readonly paymentId: string }> {
  const order = await merchant.order();
  return { path: `/admin/orders/${order.id}`, paymentId: (await merchant.pay(order)).id };
}

/** A view that the visitor keeps; whoever may keep none has none. */
async function ownView(visitor: DeskVisitor): Promise<string> {
  const { body } = await visitor.call<{ id?: string }>('POST', '/admin/views', NEW_VIEW);
  return `/admin/views/${body.id ?? 'view_0'}`;
}

export const DOORS: Readonly<Record<string, Door>> = {
  'GET /v1/orders': guarded('orders:read', 200, at('/v1/orders')),
  'POST /v1/orders': guarded('orders:write', 201, (deeds) => ({ path: '/v1/orders', body: deeds.newOrder() })),
  'GET /v1/orders/:id': guarded('orders:read', 200, async (deeds) => ({
    path: `/v1/orders/${(await deeds.order()).id}`,
  })),
  'POST /v1/orders/:id/payments': guarded('orders:write', 201, async (deeds) => ({
    path: `/v1/orders/${(await deeds.order()).id}/payments`,
    body: { provider: 'payco', channel: 'pc' },
  })),
  'POST /v1/orders/:id/cancellations': guarded('cancellations:write', 201, async (deeds) => ({
    path: `/v1/orders/${(await deeds.paidOrder()).id}/cancellations`,
    body: { amountWon: 4_000, reason: 'the buyer changed their mind' },
  })),
  'POST /v1/orders/:id/cash-receipts': guarded('orders:write', 201, async (deeds) => ({
    path: `/v1/orders/${(await deeds.paidFromAccount()).id}/cash-receipts`,
    body: { purpose: 'personal', identity: '010-9876-5432' },
  })),
  'GET /v1/orders/:id/cash-receipts': guarded('orders:read', 200, async (deeds) => ({
    path: `/v1/orders/${(await deeds.cashReceipt()).orderId}/cash-receipts`,
  })),
  'DELETE /v1/orders/:id/cash-receipts/:receiptId': guarded('orders:write', 202, async (deeds) => {
    const { orderId, receiptId } = await deeds.cashReceipt();
    return { path: `/v1/orders/${orderId}/cash-receipts/${receiptId}` };
  }),
  'GET /v1/orders/:id/money': guarded('orders:read', 200, async (deeds) => ({
    path: `/v1/orders/${(await deeds.refund()).orderId}/money`,
  })),
  'GET /v1/payments/:id': guarded('orders:read', 200, async (deeds) => ({
    path: `/v1/payments/${(await deeds.paidOrder()).paymentId}`,
  })),
  'GET /v1/payments/:id/evidence': guarded('orders:read', 200, async (deeds) => ({
    path: `/v1/payments/${(await deeds.paidOrder()).paymentId}/evidence`,
  })),
  'GET /v1/cancellations/:id/evidence': guarded('orders:read', 200, async (deeds) => ({
    path: `/v1/cancellations/${(await deeds.refund()).cancellationId}/evidence`,
  })),
  'GET /v1/attention': guarded('orders:read', 200, at('/v1/attention')),
  'POST /v1/payments/:id/decisions': guarded('decisions:write', 201, async (deeds) => ({
    path: `/v1/payments/${(await deeds.paymentForOperator()).paymentId}/decisions`,
    body: { decision: 'not_paid', reason: 'Payple knows nothing of it', decidedBy: 'Hong Gildong' },
  })),
  'POST /v1/cancellations/:id/decisions': guarded('decisions:write', 201, async (deeds) => ({
    path: `/v1/cancellations/${(await deeds.refundForOperator()).cancellationId}/decisions`,
    body: { decision: 'refunded', reason: 'seen at Payple', decidedBy: 'Hong Gildong' },
  })),
  'POST /v1/orders/:id/external-cancellations': guarded('decisions:write', 201, async (deeds) => ({
    path: `/v1/orders/${(await deeds.paidOrder()).id}/external-cancellations`,
    body: {
      amountWon: 1_000,
      origin: 'by_hand',
      refundedAt: new Date().toISOString(),
      reason: 'transferred by the bank',
      decidedBy: 'Hong Gildong',
    },
  })),
  'POST /v1/orders/:id/void': guarded('orders:write', 200, async (deeds) => ({
    path: `/v1/orders/${(await deeds.order()).id}/void`,
  })),
  'POST /v1/orders/:id/reopen': guarded('orders:write', 200, async (deeds) => ({
    path: `/v1/orders/${(await deeds.order()).id}/reopen`,
    body: { expiresAt: new Date(Date.now() + 86_400_000).toISOString() },
  })),
  'POST /v1/billing-keys': guarded('billing:write', 201, () => ({
    path: '/v1/billing-keys',
    body: { provider: 'payple', channel: 'pc', returnUrl: 'https://shop.example.com/cards' },
  })),
  'GET /v1/billing-keys': guarded('orders:read', 200, at('/v1/billing-keys')),
  'GET /v1/billing-keys/:id': guarded('orders:read', 200, async (deeds) => ({
    path: `/v1/billing-keys/${(await deeds.storedCard()).id}`,
  })),
  'DELETE /v1/billing-keys/:id': guarded('billing:write', 202, async (deeds) => ({
    path: `/v1/billing-keys/${(await deeds.storedCard()).id}`,
  })),
  'POST /v1/billing-keys/:id/describe': guarded('billing:write', 200, async (deeds) => ({
    path: `/v1/billing-keys/${(await deeds.storedCard()).id}/describe`,
  })),
  'POST /v1/billing-keys/:id/charges': guarded('billing:write', 201, async (deeds) => ({
    path: `/v1/billing-keys/${(await deeds.storedCard()).id}/charges`,
    body: { orderNumber: newOrderNumber(), title: 'Chicken of the month', amountWon: 10_000 },
  })),
  'POST /v1/payco/payments/:id/product-status': guarded('orders:write', 204, async (deeds) => ({
    path: `/v1/payco/payments/${(await deeds.paidOrder()).paymentId}/product-status`,
    body: { status: 'delivery_started' },
  })),
  'POST /v1/payco/payments/:id/mileage-cancellations': guarded('cancellations:write', 200, async (deeds) => ({
    path: `/v1/payco/payments/${(await deeds.paidOrder()).paymentId}/mileage-cancellations`,
    body: { amountWon: 1_000 },
  })),
  'GET /v1/payco/payments/:id/cancel-availability': guarded('orders:read', 200, async (deeds) => ({
    path: `/v1/payco/payments/${(await deeds.paidOrder()).paymentId}/cancel-availability?amountWon=4000`,
  })),
  'GET /v1/payco/usability': guarded('admin:*', 200, at('/v1/payco/usability')),
  'GET /v1/webhook-endpoints': guarded('webhooks:write', 200, at('/v1/webhook-endpoints')),
  'POST /v1/webhook-endpoints': guarded('webhooks:write', 201, (deeds) => ({
    path: '/v1/webhook-endpoints',
    body: { url: deeds.newHook(), eventTypes: ['cash_receipt.refused'] },
  })),
  'GET /v1/webhook-endpoints/:id': guarded('webhooks:write', 200, async (deeds) => ({
    path: `/v1/webhook-endpoints/${(await deeds.endpoint()).id}`,
  })),
  'PATCH /v1/webhook-endpoints/:id': guarded('webhooks:write', 200, async (deeds) => ({
    path: `/v1/webhook-endpoints/${(await deeds.endpoint()).id}`,
    body: { description: 'the shop at the corner' },
  })),
  'DELETE /v1/webhook-endpoints/:id': guarded('webhooks:write', 204, async (deeds) => ({
    path: `/v1/webhook-endpoints/${(await deeds.endpoint()).id}`,
  })),
  'POST /v1/webhook-endpoints/:id/secret-rotations': guarded('webhooks:write', 201, async (deeds) => ({
    path: `/v1/webhook-endpoints/${(await deeds.endpoint()).id}/secret-rotations`,
    body: {},
  })),
  'POST /v1/webhook-endpoints/:id/test-deliveries': guarded('webhooks:write', 201, async (deeds) => ({
    path: `/v1/webhook-endpoints/${(await deeds.endpoint()).id}/test-deliveries`,
  })),
  'POST /v1/webhook-endpoints/:id/redeliveries': guarded('webhooks:write', 202, async (deeds) => ({
    path: `/v1/webhook-endpoints/${(await deeds.endpoint()).id}/redeliveries`,
    body: { eventId: await deeds.eventId() },
  })),
  'POST /v1/webhook-endpoints/:id/resume': guarded('webhooks:write', 200, async (deeds) => ({
    path: `/v1/webhook-endpoints/${(await deeds.pausedEndpoint()).id}/resume`,
  })),
  'GET /v1/webhook-endpoints/:id/deliveries': guarded('webhooks:write', 200, async (deeds) => ({
    path: `/v1/webhook-endpoints/${(await deeds.endpointWithDelivery()).id}/deliveries`,
  })),
  'GET /v1/events': guarded('events:read', 200, async (deeds) => ({
    path: `/v1/events?orderId=${(await deeds.order()).id}`,
  })),
  'GET /v1/sellers': guarded('admin:*', 200, at('/v1/sellers')),
  'POST /v1/sellers': guarded('admin:*', 201, () => ({
    path: '/v1/sellers',
    body: { code: newOrderNumber(), name: 'A branch' },
  })),
  'GET /v1/sellers/:code': guarded('admin:*', 200, async (deeds) => ({
    path: `/v1/sellers/${await deeds.sellerCode()}`,
  })),
  'PUT /v1/sellers/:code/credentials/:provider': guarded('admin:*', 202, async (deeds) => ({
    path: `/v1/sellers/${await deeds.sellerCode()}/credentials/payco`,
    body: { credentials: { sellerKey: 'S0FSJE', cpId: 'PARTNERTEST', productId: 'PROD_EASY' } },
  })),
  'GET /v1/api-keys': guarded('admin:*', 200, at('/v1/api-keys')),
  'POST /v1/api-keys': guarded('admin:*', 201, at('/v1/api-keys', { name: 'a new one', scopes: ['admin:*'] })),
  'DELETE /v1/api-keys/:id': guarded('admin:*', 204, async (deeds) => ({
    path: `/v1/api-keys/${await deeds.apiKeyId()}`,
  })),

  'POST /admin/sign-in': {
    openBecause: 'Whoever signs in is nobody yet; guesses are counted and slowed, which other tests hold.',
    opens: 200,
    knock: async ({ desk }) => ({ path: '/admin/sign-in', body: await desk.somebody('viewer') }),
    guess: null,
  },
  'POST /admin/invitations/:token': byToken(
    'Whoever is invited is nobody yet; the unguessable token in the address is the key.',
    200,
    async ({ desk }) => ({ path: `/admin/invitations/${(await desk.invited()).token}`, body: { password: PASSWORD } }),
    at(`/admin/invitations/${'A'.repeat(43)}`, { password: PASSWORD }),
    410,
  ),
  'GET /admin/session': forPeople(null, 200, at('/admin/session')),
  'POST /admin/sign-out': forPeople(null, 204, at('/admin/sign-out')),
  'GET /admin/sessions': forPeople(null, 200, at('/admin/sessions')),
  'DELETE /admin/sessions': forPeople(null, 204, at('/admin/sessions')),
  'DELETE /admin/sessions/:id': forPeople(null, 204, async (_desk, visitor) => {
    const { body } = await visitor.call<{ items: { id: string }[] }>('GET', '/admin/sessions');
    return { path: `/admin/sessions/${body.items[0]?.id ?? ''}` };
  }),
  'POST /admin/sign-in/second-factor': {
    permission: null,
    opens: 200,
    visit: async (desk, role) => {
      const { visitor, recoveryCodes } = await desk.halfSignedIn(role);
      return { visitor, knock: { path: '/admin/sign-in/second-factor', body: { recoveryCode: recoveryCodes[0] } } };
    },
  },
  'POST /admin/second-factor/enrolments': forPeople(null, 201, at('/admin/second-factor/enrolments', {})),
  'POST /admin/second-factor': forPeople(null, 201, async (_desk, visitor) => {
    const { body } = await visitor.call<{ secret: string }>('POST', '/admin/second-factor/enrolments', {});
    return { path: '/admin/second-factor', body: { code: codeOf(body.secret) } };
  }),
  'POST /admin/recovery-codes': forPeople(null, 201, async (desk, visitor) => {
    const { secret } = await desk.enrol(visitor);
    // The code of now is used up; that of the next half minute is taken already.
    return { path: '/admin/recovery-codes', body: { code: codeOf(secret, new Date(Date.now() + 30_000)) } };
  }),
  'POST /admin/password': forPeople(null, 204, (desk) => ({
    path: '/admin/password',
    body: { currentPassword: desk.password, newPassword: PASSWORD },
  })),
  'GET /admin/people': forPeople('people:manage', 200, at('/admin/people')),
  'POST /admin/people': forPeople('people:manage', 201, (desk) => ({ path: '/admin/people', body: desk.newPerson() })),
  'GET /admin/people/:id': forPeople('people:manage', 200, async (desk) => ({
    path: `/admin/people/${(await desk.invited()).id}`,
  })),
  'PATCH /admin/people/:id': forPeople('people:manage', 200, async (desk) => ({
    path: `/admin/people/${(await desk.invited()).id}`,
    body: { name: 'Another name' },
  })),
  'POST /admin/people/:id/invitations': forPeople('people:manage', 201, async (desk) => ({
    path: `/admin/people/${(await desk.invited()).id}/invitations`,
  })),
  'GET /admin/changes': forPeople('rights:approve', 200, at('/admin/changes')),
  'GET /admin/changes/:id': forPeople('rights:approve', 200, async (desk) => ({
    path: `/admin/changes/${await waitingChange(desk)}`,
  })),
  'POST /admin/changes/:id/approvals': forPeople('rights:approve', 200, async (desk) => ({
    path: `/admin/changes/${await waitingChange(desk)}/approvals`,
  })),
  'POST /admin/changes/:id/rejections': forPeople('rights:approve', 200, async (desk) => ({
    path: `/admin/changes/${await waitingChange(desk)}/rejections`,
    body: { reason: 'nobody knows them' },
  })),
  'POST /admin/changes/:id/withdrawals': forPeople('rights:approve', 200, async (desk, visitor) => ({
    path: `/admin/changes/${await waitingChange(desk, visitor)}/withdrawals`,
  })),
  'POST /admin/orders/:id/refund-previews': forPeople('refunds:ask', 200, async (_desk, _visitor, deeds) => ({
    path: `/admin/orders/${(await deeds.paidOrder()).id}/refund-previews`,
    body: { amountWon: 4_000 },
  })),
  'POST /admin/orders/:id/refunds': forPeople('refunds:ask', 201, async (_desk, visitor, deeds) => {
    const { id, shownHash } = await shownRefund(deeds, visitor, { amountWon: 4_000 });
    return { path: `/admin/orders/${id}/refunds`, body: { amountWon: 4_000, reason: 'late', shownHash } };
  }),
  'POST /admin/orders/:id/external-cancellation-previews': forPeople(
    'decisions:make',
    200,
    async (_desk, _visitor, deeds) => ({
      path: `/admin/orders/${(await deeds.paidOrder()).id}/external-cancellation-previews`,
      body: { amountWon: 4_000 },
    }),
  ),
  'POST /admin/orders/:id/external-cancellations': forPeople('decisions:make', 201, async (_desk, visitor, deeds) => {
    const { id, shownHash } = await shownExternal(deeds, visitor, { amountWon: 4_000 });
    const how = { origin: 'by_hand', refundedAt: new Date().toISOString(), reason: 'transferred by the bank' };
    return { path: `/admin/orders/${id}/external-cancellations`, body: { amountWon: 4_000, ...how, shownHash } };
  }),
  'GET /admin/approvals': forPeople('desk:read', 200, at('/admin/approvals')),
  'GET /admin/approvals/:id': forPeople('desk:read', 200, async (_desk, visitor, deeds) => ({
    path: `/admin/approvals/${(await waitingRequest(deeds, visitor)).id}`,
  })),
  'POST /admin/approvals/:id/approvals': forPeople('refunds:approve', 200, async (_desk, visitor, deeds) => {
    const { id, shownHash } = await waitingRequest(deeds, visitor);
    return { path: `/admin/approvals/${id}/approvals`, body: { shownHash } };
  }),
  'POST /admin/approvals/:id/refusals': forPeople('refunds:approve', 200, async (_desk, visitor, deeds) => ({
    path: `/admin/approvals/${(await waitingRequest(deeds, visitor)).id}/refusals`,
    body: { reason: 'no receipt' },
  })),
  'POST /admin/approvals/:id/withdrawals': forPeople('refunds:ask', 200, async (_desk, visitor, deeds) => ({
    path: `/admin/approvals/${(await waitingRequest(deeds, visitor)).id}/withdrawals`,
  })),
  'POST /admin/refund-batches': forPeople('refunds:ask', 201, async (_desk, _visitor, deeds) => ({
    path: '/admin/refund-batches',
    csv: await refundFile(deeds),
  })),
  'GET /admin/refund-batches': forPeople('desk:read', 200, at('/admin/refund-batches')),
  'GET /admin/refund-batches/:id': forPeople('desk:read', 200, async (_desk, visitor, deeds) => ({
    path: `/admin/refund-batches/${(await checkedFile(deeds, visitor)).id}`,
  })),
  'POST /admin/refund-batches/:id/start': forPeople('refunds:ask', 202, async (_desk, visitor, deeds) => {
    const { id, shownHash } = await checkedFile(deeds, visitor);
    return { path: `/admin/refund-batches/${id}/start`, body: { shownHash } };
  }),
  'GET /admin/queue': forPeople('desk:read', 200, at('/admin/queue')),
  'GET /admin/queue/:kind/:id': forPeople('desk:read', 200, async (_desk, _visitor, deeds) => ({
    path: `/admin/queue/cancellation/${(await deeds.refund()).cancellationId}`,
  })),
  'POST /admin/queue/:kind/:id/decisions': forPeople('decisions:make', 201, async (_desk, _visitor, deeds) => ({
    path: `/admin/queue/cancellation/${(await deeds.refundForOperator()).cancellationId}/decisions`,
    body: { decision: 'refunded', reason: 'seen at Payple' },
  })),
  'GET /admin/figures': forPeople('desk:read', 200, at('/admin/figures?period=week')),
  'GET /admin/audit': forPeople('audit:read', 200, at('/admin/audit')),
  'GET /admin/providers': forPeople('desk:read', 200, at('/admin/providers')),
  'POST /admin/billing-keys/searches': forPeople('desk:read', 200, at('/admin/billing-keys/searches', {})),
  'GET /admin/billing-keys/:id': forPeople('desk:read', 200, async (_desk, _visitor, deeds) => ({
    path: `/admin/billing-keys/${(await deeds.storedCard()).id}`,
  })),
  'GET /admin/billing-keys/:id/charges': forPeople('desk:read', 200, async (_desk, _visitor, deeds) => ({
    path: `/admin/billing-keys/${(await deeds.storedCard()).id}/charges`,
  })),
  'POST /admin/billing-keys/:id/deregistrations': forPeople('billing:manage', 200, async (_desk, _visitor, deeds) => ({
    path: `/admin/billing-keys/${(await deeds.storedCard()).id}/deregistrations`,
    body: { reason: 'the customer asked for it' },
  })),
  'GET /admin/sellers': forPeople('sellers:manage', 200, at('/admin/sellers')),
  'POST /admin/sellers': forPeople('sellers:manage', 201, () => ({
    path: '/admin/sellers',
    body: { code: newOrderNumber(), name: 'A branch' },
  })),
  'GET /admin/sellers/:code': forPeople('sellers:manage', 200, async (_desk, _visitor, deeds) => ({
    path: `/admin/sellers/${await deeds.sellerCode()}`,
  })),
  'PATCH /admin/sellers/:code': forPeople('sellers:manage', 200, async (_desk, _visitor, deeds) => ({
    path: `/admin/sellers/${await deeds.sellerCode()}`,
    body: { name: 'Another name' },
  })),
  'PUT /admin/sellers/:code/credentials/:provider': forPeople(
    'sellers:manage',
    202,
    async (_desk, _visitor, deeds) => ({
      path: `/admin/sellers/${await deeds.sellerCode()}/credentials/payco`,
      body: { credentials: { sellerKey: 'S0FSJE', cpId: 'PARTNERTEST', productId: 'PROD_EASY' } },
    }),
  ),
  'GET /admin/api-keys': forPeople('keys:manage', 200, at('/admin/api-keys')),
  'GET /admin/api-keys/scopes': forPeople('keys:manage', 200, at('/admin/api-keys/scopes')),
  'POST /admin/api-keys': forPeople(
    'keys:manage',
    201,
    at('/admin/api-keys', { name: 'a new one', scopes: ['admin:*'] }),
  ),
  'POST /admin/api-keys/:id/revocations': forPeople('keys:manage', 200, async (_desk, _visitor, deeds) => ({
    path: `/admin/api-keys/${await deeds.apiKeyId()}/revocations`,
    body: { reason: 'it leaked' },
  })),
  'GET /admin/webhook-endpoints': forPeople('desk:read', 200, at('/admin/webhook-endpoints')),
  'GET /admin/webhook-endpoints/event-types': forPeople('desk:read', 200, at('/admin/webhook-endpoints/event-types')),
  'POST /admin/webhook-endpoints': forPeople('endpoints:manage', 201, (_desk, _visitor, deeds) => ({
    path: '/admin/webhook-endpoints',
    body: { url: deeds.newHook(), eventTypes: ['cash_receipt.refused'] },
  })),
  'GET /admin/webhook-endpoints/:id': forPeople('desk:read', 200, async (_desk, _visitor, deeds) => ({
    path: `/admin/webhook-endpoints/${(await deeds.endpoint()).id}`,
  })),
  'PATCH /admin/webhook-endpoints/:id': forPeople('endpoints:manage', 200, async (_desk, _visitor, deeds) => ({
    path: `/admin/webhook-endpoints/${(await deeds.endpoint()).id}`,
    body: { description: 'the shop at the corner' },
  })),
  'DELETE /admin/webhook-endpoints/:id': forPeople('endpoints:manage', 204, async (_desk, _visitor, deeds) => ({
    path: `/admin/webhook-endpoints/${(await deeds.endpoint()).id}`,
  })),
  'POST /admin/webhook-endpoints/:id/pause': forPeople('endpoints:manage', 200, async (_desk, _visitor, deeds) => ({
    path: `/admin/webhook-endpoints/${(await deeds.endpoint()).id}/pause`,
  })),
  'POST /admin/webhook-endpoints/:id/resume': forPeople('endpoints:manage', 200, async (_desk, _visitor, deeds) => ({
    path: `/admin/webhook-endpoints/${(await deeds.pausedEndpoint()).id}/resume`,
  })),
  'POST /admin/webhook-endpoints/:id/secret-rotations': forPeople(
    'endpoints:manage',
    201,
    async (_desk, _visitor, deeds) => ({
      path: `/admin/webhook-endpoints/${(await deeds.endpoint()).id}/secret-rotations`,
      body: {},
    }),
  ),
  'POST /admin/webhook-endpoints/:id/test-deliveries': forPeople(
    'endpoints:manage',
    201,
    async (_desk, _visitor, deeds) => ({
      path: `/admin/webhook-endpoints/${(await deeds.endpoint()).id}/test-deliveries`,
    }),
  ),
  'GET /admin/webhook-endpoints/:id/deliveries': forPeople('desk:read', 200, async (_desk, _visitor, deeds) => ({
    path: `/admin/webhook-endpoints/${(await deeds.endpointWithDelivery()).id}/deliveries`,
  })),
  'POST /admin/webhook-endpoints/:id/redeliveries': forPeople(
    'webhooks:redeliver',
    202,
    async (_desk, _visitor, deeds) => ({
      path: `/admin/webhook-endpoints/${(await deeds.endpoint()).id}/redeliveries`,
      body: { eventId: await deeds.eventId() },
    }),
  ),
  'GET /admin/simulators': forPeople('simulators:manage', 200, at('/admin/simulators')),
  'POST /admin/simulators/:provider/faults': forPeople(
    'simulators:manage',
    201,
    // Of no payment that there is: whatever comes next goes well.
    at('/admin/simulators/payco/faults', { endpoint: 'approval', fault: 'decline', reference: 'nobodys' }),
  ),
  'DELETE /admin/simulators/:provider/faults': forPeople(
    'simulators:manage',
    204,
    at('/admin/simulators/payco/faults'),
  ),
  'DELETE /admin/simulators/:provider/faults/:faultId': forPeople(
    'simulators:manage',
    204,
    at('/admin/simulators/payco/faults/1'),
  ),

  'POST /admin/orders/searches': forPeople('desk:read', 200, at('/admin/orders/searches', { text: '010-1234-5678' })),
  'GET /admin/orders/choices': forPeople('desk:read', 200, at('/admin/orders/choices')),
  'POST /admin/orders/exports': forPeople('desk:read', 200, at('/admin/orders/exports', { language: 'ko' })),
  'POST /admin/orders/unmasked-exports': forPeople(
    'desk:unmask',
    200,
    at('/admin/orders/unmasked-exports', { language: 'ko', reason: 'the tax office asks for it' }),
  ),
  'GET /admin/orders/:id': forPeople('desk:read', 200, async (desk) => ({ path: await orderAtDesk(desk) })),
  'GET /admin/orders/:id/timeline': forPeople('desk:read', 200, async (desk) => ({
    path: `${await orderAtDesk(desk)}/timeline`,
  })),
  'GET /admin/orders/:id/exchanges/:exchangeId': forPeople('desk:read', 200, async (desk) => {
    const { path } = await openedAtDesk(desk);
    const viewer = await desk.signedIn('viewer');
    const { body } = await viewer.call<{ entries: { id: string; kind: string }[] }>('GET', `${path}/timeline`);
    return { path: `${path}/exchanges/${body.entries.find(({ kind }) => kind === 'exchange')?.id ?? ''}` };
  }),
  'GET /admin/orders/:id/evidence/:subjectId': forPeople('desk:read', 200, async (desk) => {
    const { path, paymentId } = await openedAtDesk(desk);
    return { path: `${path}/evidence/${paymentId}` };
  }),
  'POST /admin/orders/:id/unmaskings': forPeople('desk:unmask', 201, async (desk) => ({
    path: `${await orderAtDesk(desk)}/unmaskings`,
    body: { reason: 'the buyer is on the telephone' },
  })),
  'GET /admin/views': forPeople('desk:read', 200, at('/admin/views')),
  'POST /admin/views': forPeople('desk:read', 201, at('/admin/views', NEW_VIEW)),
  'PATCH /admin/views/:id': forPeople('desk:read', 200, async (_desk, visitor) => ({
    path: await ownView(visitor),
    body: { name: 'Another name' },
  })),
  'DELETE /admin/views/:id': forPeople('desk:read', 204, async (_desk, visitor) => ({ path: await ownView(visitor) })),

  'GET /v1/payco/return': page(BACK_FROM_PAYCO, '/v1/payco/return', 404),
  'GET /v1/payco/return/:paymentId': byToken(
    BACK_FROM_PAYCO,
    303,
    async (deeds) => ({ path: pathOf((await deeds.agreed()).returnUrl) }),
    // Whoever knows only the payment's id is sent to its page, and moves nothing.
    async (deeds) => ({
      path: `/v1/payco/return/${(await deeds.agreed()).payment.id}?code=0&paymentCertifyToken=${NOBODYS}`,
    }),
    303,
  ),
  'POST /v1/payco/deposits': byToken(
    'PAYCO posts deposit notices here, without a signature; PAYCO is asked, the notice is not believed.',
    200,
    () => ({ path: '/v1/payco/deposits', form: { response: '{}' } }),
    async (deeds) => {
      const { orderNumber } = await deeds.order();
      const notice = {
        sellerOrderReferenceKey: orderNumber,
        reserveOrderNo: NOBODYS,
        orderNo: NOBODYS,
        totalPaymentAmt: 10_000,
        paymentCompletionYn: 'Y',
      };
      return { path: '/v1/payco/deposits', form: { response: JSON.stringify(notice) } };
    },
    200,
  ),
  'POST /v1/payple/results': byToken(
    'The buyer’s browser comes back from Payple’s window; the form says which payment to go on with, Payple says the rest.',
    303,
    async (deeds) => ({ path: '/v1/payple/results', form: (await deeds.inWindow()).result.fields }),
    async (deeds) => {
      const { fields } = (await deeds.inWindow()).result;
      return { path: '/v1/payple/results', form: { ...fields, PCD_PAY_OID: `${fields['PCD_PAY_OID'] ?? ''}0` } };
    },
  ),
  'GET /v1/payple/notices': page('Payple tries whether anybody is there.', '/v1/payple/notices'),
  'POST /v1/payple/notices': byToken(
    'Payple posts results and removed cards here, without a signature; Payple is asked, the notice is not believed.',
    200,
    () => ({ path: '/v1/payple/notices', form: {} }),
    () => ({
      path: '/v1/payple/notices',
      form: { PCD_PAY_RST: 'success', PCD_PAY_OID: NOBODYS, PCD_PAYER_ID: NOBODYS },
    }),
    200,
  ),
  'POST /v1/payple/authorizations/:token': byToken(
    'A buyer’s page opens Payple’s window with this; the signed token in the address is the key.',
    200,
    async (deeds) => ({ path: await deeds.authorizationPath() }),
    async (deeds) => ({ path: (await deeds.authorizationPath()).replace(/[0-9a-f]{64}$/, 'a'.repeat(64)) }),
  ),
  'GET /v1/card-registrations/:token': byToken(
    CARD_TOKEN,
    303,
    async (deeds) => ({ path: pathOf((await deeds.cardInWindow()).result.resultUrl) }),
    at(`/v1/card-registrations/${NOBODYS}`),
  ),
  'POST /v1/card-registrations/:token': byToken(
    CARD_TOKEN,
    303,
    async (deeds) => {
      const { resultUrl, fields } = (await deeds.cardInWindow()).result;
      return { path: pathOf(resultUrl), form: fields };
    },
    async (deeds) => ({
      path: `/v1/card-registrations/${NOBODYS}`,
      form: (await deeds.cardInWindow()).result.fields,
    }),
  ),

  'GET /checkout': page('An address that lost its token leads nowhere.', '/checkout', 404),
  'GET /checkout/:token': byToken(
    TOKEN,
    200,
    async (deeds) => ({ path: pathOf((await deeds.order()).checkoutUrl) }),
    at(`/checkout/${NOBODYS}`),
  ),
  'GET /checkout/:token/popup': page(
    'An empty page that says “one moment”, whatever the token.',
    `/checkout/${NOBODYS}/popup`,
  ),
  'GET /checkout/:token/result': byToken(
    TOKEN,
    200,
    async (deeds) => ({ path: `${pathOf((await deeds.order()).checkoutUrl)}/result` }),
    at(`/checkout/${NOBODYS}/result`),
  ),
  'GET /checkout/:token/state': byToken(
    TOKEN,
    200,
    async (deeds) => ({ path: `${pathOf((await deeds.order()).checkoutUrl)}/state` }),
    at(`/checkout/${NOBODYS}/state`),
  ),
  'POST /checkout/:token/payments': byToken(
    TOKEN,
    201,
    async (deeds) => ({ path: `${pathOf((await deeds.order()).checkoutUrl)}/payments`, body: { way: 'payco' } }),
    at(`/checkout/${NOBODYS}/payments`, { way: 'payco' }),
  ),
  'GET /checkout/cards/:token': byToken(
    CARD_TOKEN,
    200,
    async (deeds) => ({ path: pathOf((await deeds.cardToRegister()).registrationUrl ?? '') }),
    at(`/checkout/cards/${NOBODYS}`),
  ),
  'POST /checkout/cards/:token/window': byToken(
    CARD_TOKEN,
    201,
    async (deeds) => ({ path: `${pathOf((await deeds.cardToRegister()).registrationUrl ?? '')}/window`, body: {} }),
    at(`/checkout/cards/${NOBODYS}/window`, {}),
  ),
  'GET /checkout/assets/:version/:name': page(
    'The pages’ style and scripts are the same for everybody.',
    '/checkout/assets/any/page.css',
  ),

  'GET /console': page(CONSOLE, '/console'),
  'GET /console/*': page(CONSOLE, '/console/people'),
  'GET /console/assets/:name': page(CONSOLE, '/console/assets/none.js', 404),

  'GET /metrics': {
    openBecause: 'Guards itself: this machine, or the METRICS_TOKEN, which is no API key.',
    knock: at('/metrics'),
    opens: 200,
    guess: { knock: () => ({ path: '/metrics', headers: { 'x-forwarded-for': '203.0.113.9' } }), opens: 403 },
  },
  'GET /health/live': page('Load balancers have no key; nothing about orders is told.', '/health/live'),
  'GET /health/ready': page('Load balancers have no key; nothing about orders is told.', '/health/ready'),
  'GET /docs/errors': page('What the errors mean is no secret.', '/docs/errors'),
  'GET /openapi.json': page(DOCUMENTATION, '/openapi.json'),
  'GET /docs': page(DOCUMENTATION, '/docs'),
  'GET /docs/': page(DOCUMENTATION, '/docs/'),
  'GET /docs/*': page(DOCUMENTATION, '/docs/swagger-ui.css'),
  'GET /docs/LICENSE': page(
    'Swagger’s package names a licence file for its pages that it does not bring.',
    '/docs/LICENSE',
    404,
  ),
  'GET /docs/index.html': page(DOCUMENTATION, '/docs/index.html'),
  'GET /docs/swagger-ui-init.js': page(DOCUMENTATION, '/docs/swagger-ui-init.js'),
  'GET /docs/docs/swagger-ui-init.js': page(DOCUMENTATION, '/docs/docs/swagger-ui-init.js'),
};
