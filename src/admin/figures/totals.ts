// Adds counted rows up to totals, over all or by what they have in common.
// Must never round; only a rate is a fraction.
import { documentOf } from '../../common/document.js';
import { DeclineDocument, TotalsDocument } from './figures.dto.js';

/** Sums are texts: PostgreSQL adds bigints up to what no number here may hold. */
export interface MoneyRow {
  /** Which step of the span. */
  readonly place: number;
  readonly provider: string;
  readonly count: number;
  readonly amountWon: string;
}

export interface FailureRow {
  readonly place: number;
  readonly provider: string;
  readonly status: string;
  readonly reason: string | null;
  readonly providerCode: string | null;
  readonly providerMessage: string | null;
  readonly count: number;
}

/** All that ended in a span. */
export interface Ended {
  readonly sales: readonly MoneyRow[];
  readonly refunds: readonly MoneyRow[];
  readonly failures: readonly FailureRow[];
}

export function totalsOf({ sales, refunds, failures }: Ended): TotalsDocument {
  const [salesCount, salesWon] = [countOf(sales), wonOf(sales)];
  const [refundsCount, refundsWon] = [countOf(refunds), wonOf(refunds)];
  const reversedCount = countOf(failures.filter(({ status }) => status === 'reversed'));
  const failedCount = countOf(failures);
  return documentOf(TotalsDocument, {
    salesCount,
    salesWon,
    refundsCount,
    refundsWon,
    netWon: salesWon - refundsWon,
    refusedCount: failedCount - reversedCount,
    reversedCount,
    successRate: rateOf(salesCount, salesCount + failedCount),
  });
}

/** What of it ended in one step, or at one provider. */
export function partOf(ended: Ended, part: { readonly place: number } | { readonly provider: string }): Ended {
  const isIn = (row: { readonly place: number; readonly provider: string }): boolean =>
    'place' in part ? row.place === part.place : row.provider === part.provider;
  return {
    sales: ended.sales.filter(isIn),
    refunds: ended.refunds.filter(isIn),
    failures: ended.failures.filter(isIn),
  };
}

/** By name, so that they stay where they are while figures change. */
export function providersIn(...spans: readonly Ended[]): string[] {
  const rows = spans.flatMap(({ sales, refunds, failures }) => [...sales, ...refunds, ...failures]);
  return [...new Set(rows.map(({ provider }) => provider))].sort();
}

/** Refusals by provider, reason and code, the most frequent first. */
export function declinesOf(failures: readonly FailureRow[]): DeclineDocument[] {
  const declines = new Map<string, DeclineDocument>();
  for (const row of failures.filter(({ status }) => status === 'refused')) {
    const { provider, providerCode, providerMessage, count } = row;
    const reason = row.reason ?? 'other';
    const key = JSON.stringify([provider, reason, providerCode]);
    const known = declines.get(key);
    declines.set(
      key,
      documentOf(DeclineDocument, {
        provider,
        reason,
        providerCode,
        providerMessage: known?.providerMessage ?? providerMessage,
        count: (known?.count ?? 0) + count,
      }),
    );
  }
  const byName = (a: DeclineDocument, b: DeclineDocument): number => (nameOf(a) < nameOf(b) ? -1 : 1);
  return [...declines.values()].sort((a, b) => b.count - a.count || byName(a, b));
}

/** `null` of nothing. */
export function rateOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function nameOf({ provider, reason, providerCode }: DeclineDocument): string {
  return `${provider} ${reason} ${providerCode ?? ''}`;
}

function countOf(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

function wonOf(rows: readonly MoneyRow[]): number {
  return rows.reduce((sum, { amountWon }) => sum + Number(amountWon), 0);
}
