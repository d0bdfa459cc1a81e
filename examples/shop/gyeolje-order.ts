// What the shop reads from the platform's answers, and how it reads it: leniently in form, carefully in meaning.
// Must never call an order paid that the platform did not call paid.

const orderStatuses = [
  'unpaid',
  'confirming',
  'paid',
  'partially_cancelled',
  'cancelled',
  'in_doubt',
  'awaiting_deposit',
  'expired',
  'voided',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export interface PlatformOrder {
  readonly id: string;
  /** Rises with every change, so that of two accounts of an order the newer one is known. */
  readonly version: number;
  readonly orderNumber: string;
  readonly status: OrderStatus;
  readonly amountWon: number;
  readonly taxFreeWon: number;
  readonly taxableWon: number;
  readonly vatWon: number;
  readonly cancelledWon: number;
  readonly cancellableWon: number;
  readonly checkoutUrl?: string;
  readonly payments: readonly PlatformPayment[];
  readonly cancellations: readonly PlatformCancellation[];
}

export interface PlatformPayment {
  readonly id: string;
  readonly provider: string;
  readonly status: string;
  readonly method?: string;
  readonly paidAt?: string;
  /** Why it was refused, in the provider's words. */
  readonly refusal?: string;
  /** `any` part of it can be given back, only the `whole`, or `none` this way. */
  readonly cancels?: string;
  readonly card?: { company: string; number: string; approvalNumber: string; installmentMonths: number };
  readonly deposit?: { bankName: string; accountNumber: string; amountWon: number; expiresAt?: string };
}

interface PlatformCancellation {
  readonly id: string;
  readonly status: string;
  readonly amountWon: number;
  readonly reason: string;
  readonly requestedAt?: string;
}

/** Throws when the two things nothing works without, the id and the order number, are missing. */
export function readOrder(body: unknown): PlatformOrder {
  const order = fields(body);
  const id = text(order['id']);
  const orderNumber = text(order['orderNumber']);
  if (!id || !orderNumber) throw new TypeError('The answer is not an order: it has no id or no order number.');
  const checkoutUrl = webAddress(order['checkoutUrl']);
  return {
    id,
    version: won(order['version']),
    orderNumber,
    // A status from a newer platform is shown as being checked; it is never guessed to be paid.
    status: orderStatuses.find((known) => known === order['status']) ?? 'in_doubt',
    amountWon: won(order['amountWon']),
    taxFreeWon: won(order['taxFreeWon']),
    taxableWon: won(order['taxableWon']),
    vatWon: won(order['vatWon']),
    cancelledWon: won(order['cancelledWon']),
    cancellableWon: won(order['cancellableWon']),
    ...(checkoutUrl && { checkoutUrl }),
    payments: list(order['payments']).map(readPayment),
    cancellations: list(order['cancellations']).map(readCancellation),
  };
}

/** What a webhook tells of an order. */
export interface PlatformEvent {
  readonly id: string;
  readonly type: string;
  /** The version the order came to. */
  readonly version: number;
  readonly orderNumber: string;
  readonly status: OrderStatus | undefined;
  readonly cancelledWon: number;
}

/** Reads an event that was verified. What is not about an order has no order number. */
export function readEvent(value: unknown): PlatformEvent {
  const event = fields(value);
  const data = fields(event['data']);
  return {
    id: text(event['id']) ?? '',
    type: text(event['type']) ?? '',
    version: won(event['version']),
    orderNumber: text(data['orderNumber']) ?? '',
    status: orderStatuses.find((known) => known === data['status']),
    cancelledWon: won(data['cancelledWon']),
  };
}

/** An address a browser may be sent to. Anything but http and https (`javascript:` above all) is no address. */
export function webAddress(value: unknown): string | undefined {
  const address = text(value);
  if (!address || !URL.canParse(address)) return undefined;
  return /^https?:$/.test(new URL(address).protocol) ? address : undefined;
}

export function fields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function readPayment(value: unknown): PlatformPayment {
  const payment = fields(value);
  const receipt = fields(payment['receipt']);
  const method = text(payment['method']) ?? text(receipt['method']);
  const paidAt = text(payment['paidAt']) ?? text(receipt['paidAt']);
  const refusal = text(fields(payment['refusal'])['providerMessage']);
  const cancels = text(receipt['cancels']);
  const card = fields(receipt['card']);
  const deposit = fields(payment['deposit']);
  const accountNumber = text(deposit['accountNumber']);
  const expiresAt = text(deposit['expiresAt']);
  return {
    id: text(payment['id']) ?? '',
    provider: text(payment['provider']) ?? '',
    status: text(payment['status']) ?? '',
    ...(method && { method }),
    ...(paidAt && { paidAt }),
    ...(refusal && { refusal }),
    ...(cancels && { cancels }),
    ...(Object.keys(card).length > 0 && {
      card: {
        company: text(card['company']) ?? '',
        number: text(card['number']) ?? '',
        approvalNumber: text(card['approvalNumber']) ?? '',
        installmentMonths: won(card['installmentMonths']),
      },
    }),
    ...(accountNumber && {
      deposit: {
        bankName: text(deposit['bankName']) ?? '',
        accountNumber,
        amountWon: won(deposit['amountWon']),
        ...(expiresAt && { expiresAt }),
      },
    }),
  };
}

function readCancellation(value: unknown): PlatformCancellation {
  const cancellation = fields(value);
  const requestedAt = text(cancellation['requestedAt']) ?? text(cancellation['createdAt']);
  return {
    id: text(cancellation['id']) ?? '',
    status: text(cancellation['status']) ?? '',
    amountWon: won(cancellation['amountWon']),
    reason: text(cancellation['reason']) ?? '',
    ...(requestedAt && { requestedAt }),
  };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function won(value: unknown): number {
  const amount = Number(value);
  return Number.isSafeInteger(amount) ? amount : 0;
}
