// Everything that can be called: what openapi.json publishes, and the doors for browsers and providers that it does not.
// Must never leave out a door because it answers pages instead of JSON.
import { readFile } from 'node:fs/promises';
import type { Pool } from './world.js';

/** A schema of openapi.json, as far as the fuzz looks at it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly nullable?: boolean;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
  readonly required?: boolean;
}

interface Response {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}

/** An operation of openapi.json. */
interface Published {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, Response>>;
  readonly security: readonly unknown[];
}

/** openapi.json, as far as the fuzz looks at it. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Published>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Something to call. */
export interface Operation {
  /** As `POST /v1/orders/{id}/payments`. */
  readonly name: string;
  readonly method: string;
  /** The path with a name of the world's things where a parameter is, or with `{name}` where there is none. */
  readonly path: string;
  readonly pools: readonly Pool[];
  readonly query: readonly Parameter[];
  readonly takesIdempotencyKey: boolean;
  readonly needsIdempotencyKey: boolean;
  readonly body: Schema | null;
  /** Names of form fields, for doors that take forms. */
  readonly form: readonly string[] | null;
  /** Whether the form may be what a browser is about to post after Payple's window. */
  readonly takesWindowForms: boolean;
  /** What it may answer; `null`: what openapi.json says. */
  readonly answers: Unpublished | null;
}

/** What a door answers that openapi.json does not publish. */
export interface Unpublished {
  readonly statuses: readonly number[];
  /** Whether refusals are pages for people instead of problem documents. */
  readonly refusesWithPages: boolean;
  /** What its problem documents say beside what all of them say. */
  readonly saysAlso: readonly string[];
}

export async function readDocument(): Promise<Document> {
  return JSON.parse(await readFile(new URL('../../../openapi.json', import.meta.url), 'utf8')) as Document;
}

/** All of them. */
export function operationsOf({ paths }: Document): Operation[] {
  const published = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => publishedOperation(method.toUpperCase(), path, operation)),
  );
  return [...published, ...UNPUBLISHED];
}

function publishedOperation(method: string, path: string, operation: Published): Operation {
  const parameters = operation.parameters ?? [];
  return {
    ...NOTHING,
    name: `${method} ${path}`,
    method,
    path,
    pools: poolsOf(method, path),
    query: parameters.filter((parameter) => parameter.in === 'query'),
    takesIdempotencyKey: parameters.some(({ name }) => name === 'Idempotency-Key'),
    needsIdempotencyKey: parameters.some(({ name, required }) => name === 'Idempotency-Key' && required === true),
    body: operation.requestBody?.content['application/json']?.schema ?? null,
  };
}

/** What makes sense where the parameter is, by method and path; the first that fits. */
const POOLS: readonly (readonly [where: RegExp, pools: readonly Pool[]])[] = [
  [/^POST .*\/cash-receipts$/, ['accountOrders']],
  [/\/(external-)?cancellations$/, ['paidOrders', 'accountOrders']],
  [/\/cash-receipts\/\{receiptId\}$/, ['cashReceiptPaths']],
  [/\/evidence\/\{subjectId\}$/, ['evidencePaths']],
  [/\/exchanges\/\{exchangeId\}$/, ['exchangePaths']],
  [/ \/admin\/orders\//, ['paidOrders', 'paidOrders', 'accountOrders', 'orders']],
  [/ \/admin\/approvals\//, ['refundRequests']],
  [/ \/admin\/changes\//, ['changes']],
  [/ \/admin\/refund-batches\//, ['refundFiles']],
  [/ \/admin\/simulators\//, ['simulators']],
  [/ \/admin\/views\//, ['views']],
  [/ \/admin\/queue\//, ['queuePaths']],
  [/ \/admin\/people\//, ['people']],
  [/ \/admin\/sessions\//, ['sessions']],
  [/ \/admin\/invitations\//, ['invitations']],
  [/ \/v1\/orders\//, ['orders', 'paidOrders', 'accountOrders']],
  [/ \/v1\/payco\/payments\//, ['paidPayments', 'payments']],
  [/ \/v1\/payments\//, ['doubtfulPayments', 'doubtfulPayments', 'paidPayments', 'payments']],
  [/ \/v1\/cancellations\//, ['doubtfulRefunds', 'doubtfulRefunds', 'refunds']],
  [/ \/(v1|admin)\/billing-keys\//, ['billingKeys']],
  [/ \/(v1|admin)\/api-keys\//, ['apiKeys']],
  [/ \/(v1|admin)\/sellers\//, ['sellers']],
  [/^DELETE \/(v1|admin)\/webhook-endpoints\/\{id\}$/, ['spareEndpoints']],
  [/ \/(v1|admin)\/webhook-endpoints\//, ['endpoints']],
];

function poolsOf(method: string, path: string): readonly Pool[] {
  return POOLS.find(([where]) => where.test(`${method} ${path}`))?.[1] ?? [];
}

const NOTHING = {
  pools: [],
  query: [],
  takesIdempotencyKey: false,
  needsIdempotencyKey: false,
  body: null,
  form: null,
  takesWindowForms: false,
  answers: null,
} as const;

const WINDOW_FIELDS = [
  'PCD_PAY_RST',
  'PCD_PAY_CODE',
  'PCD_PAY_MSG',
  'PCD_PAY_OID',
  'PCD_PAY_TYPE',
  'PCD_PAY_TOTAL',
  'PCD_AUTH_KEY',
  'PCD_PAY_REQKEY',
  'PCD_PAY_COFURL',
  'PCD_PAYER_ID',
  'PCD_PAY_WORK',
];

function door(
  method: string,
  path: string,
  pools: readonly Pool[],
  statuses: readonly number[],
  more: Partial<Operation & Unpublished> = {},
): Operation {
  const { refusesWithPages = false, saysAlso = [], ...rest } = more;
  return {
    ...NOTHING,
    name: `${method} ${path}`,
    method,
    path,
    pools,
    ...rest,
    answers: { statuses, refusesWithPages, saysAlso },
  };
}

const PAGES = { refusesWithPages: true } as const;
const WINDOW_FORM = { form: WINDOW_FIELDS, takesWindowForms: true } as const;
const HANDOFF_BODY: Schema = {
  type: 'object',
  properties: { way: { type: 'string' }, channel: { type: 'string', enum: ['pc', 'mobile'] } },
  required: ['way'],
};

/** For browsers and providers; whoever comes there has no key. */
const UNPUBLISHED: readonly Operation[] = [
  door('GET', '/v1/payco/return/{paycoReturn}', ['paycoReturns', 'payments'], [303]),
  door('POST', '/v1/payco/deposits', [], [200], { form: ['response'] }),
  door('POST', '/v1/payple/results', [], [303], WINDOW_FORM),
  door('GET', '/v1/payple/notices', [], [200]),
  door('POST', '/v1/payple/notices', [], [200], WINDOW_FORM),
  // Payple’s script reads the words of Payple; everybody else reads the problem.
  door('POST', '/v1/payple/authorizations/{token}', ['authorizations'], [200], { saysAlso: ['result', 'result_msg'] }),
  door('GET', '/v1/card-registrations/{token}', ['landingTokens'], [303]),
  door('POST', '/v1/card-registrations/{token}', ['landingTokens'], [303], WINDOW_FORM),
  door('GET', '/checkout/{token}', ['checkoutTokens'], [200], PAGES),
  door('GET', '/checkout/{token}/popup', ['checkoutTokens'], [200], PAGES),
  door('GET', '/checkout/{token}/result', ['checkoutTokens'], [200], PAGES),
  door('GET', '/checkout/{token}/state', ['checkoutTokens'], [200], PAGES),
  door('POST', '/checkout/{token}/payments', ['checkoutTokens'], [201, 303], {
    ...PAGES,
    body: HANDOFF_BODY,
    form: ['way', 'channel'],
  }),
  door('GET', '/checkout/cards/{token}', ['cardTokens'], [200], PAGES),
  door('POST', '/checkout/cards/{token}/window', ['cardTokens'], [201, 303], {
    ...PAGES,
    body: { type: 'object' },
    form: [],
  }),
  door('GET', '/checkout/assets/any/page.css', [], [200]),
  door('GET', '/docs', [], [200]),
  door('GET', '/docs/errors', [], [200]),
  door('GET', '/metrics', [], [200]),
  door('GET', '/openapi.json', [], [200]),
];
