// The evidence of payments and cancellations as tests read it over the API, and the operator's queue.
// Must never reach into the database.
import { expect } from 'vitest';
import type { Answer, Merchant, ShownProblem } from './merchant.js';

interface ShownExchange {
  readonly operation: string;
  readonly host: string;
  readonly request: unknown;
  readonly response: unknown;
  readonly httpStatus: number | null;
  readonly resultCode: string | null;
  readonly outcome: string;
  readonly failure: string | null;
}

export interface ShownVerdict {
  readonly rule: string;
  readonly sentence: string;
  readonly fromStatus: string;
  readonly toStatus: string;
  readonly orderVersion: number;
  readonly decidedBy: string;
  readonly reason: string | null;
  readonly exchanges: readonly ShownExchange[];
  readonly prunedExchanges: number;
}

export interface ShownEvidence {
  readonly id: string;
  readonly orderId: string;
  readonly status: string;
  readonly attention: string | null;
  readonly verdicts: readonly ShownVerdict[];
  readonly next: { readonly what: string | null; readonly at: string | null; readonly waitsForOperator: boolean };
}

export interface ShownAttention {
  readonly kind: string;
  readonly id: string;
  readonly orderId: string | null;
  readonly orderNumber: string | null;
  readonly amountWon: number | null;
  readonly attention: string;
  readonly decisions: readonly string[];
}

/** `pay_…` or `can_…` */
type Shown = { readonly id: string };

function pathOf({ id }: Shown): string {
  return `/v1/${id.startsWith('pay_') ? 'payments' : 'cancellations'}/${id}`;
}

export async function evidenceOf(merchant: Merchant, shown: Shown): Promise<ShownEvidence> {
  const { status, body } = await merchant.call<ShownEvidence>('GET', `${pathOf(shown)}/evidence`);
  expect(status, `the evidence should be shown, not ${JSON.stringify(body)}`).toBe(200);
  return body;
}

/** The last verdict that settled something. */
export function settledBy({ verdicts }: ShownEvidence): ShownVerdict {
  const last = verdicts.filter(({ fromStatus, toStatus }) => fromStatus !== toStatus).at(-1);
  if (!last) throw new Error('Nothing was settled by any verdict.');
  return last;
}

/** An operator decides. */
export function decide<T>(
  merchant: Merchant,
  shown: Shown,
  decision: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<T & ShownProblem>> {
  const word = { reason: 'seen in the provider’s admin pages', decidedBy: 'Hong Gildong' };
  return merchant.call('POST', `${pathOf(shown)}/decisions`, { ...word, ...decision }, headers);
}

/** The operator's queue, from the first page on. */
export async function attentionList(merchant: Merchant, limit = 100): Promise<ShownAttention[]> {
  const items: ShownAttention[] = [];
  let cursor = '';
  do {
    const path = `/v1/attention?limit=${limit}${cursor}`;
    const { status, body } = await merchant.call<{ items: ShownAttention[]; nextCursor: string | null }>('GET', path);
    expect(status).toBe(200);
    items.push(...body.items);
    cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
  } while (cursor !== '');
  return items;
}
