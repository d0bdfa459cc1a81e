// The kinds of cancellation, and how money can go back without us.
// Must never depend on a row; the database holds the same words in its CHECKs.

/** What a cancellation is. */
export const CANCELLATION_KINDS = ['refund', 'reversal', 'external'] as const;
export type CancellationKind = (typeof CANCELLATION_KINDS)[number];

/** How money goes back without us, as somebody who enters it may say. */
export const ENTERED_ORIGINS = ['provider_site', 'by_hand', 'chargeback'] as const;
export type EnteredOrigin = (typeof ENTERED_ORIGINS)[number];

/** `found`: the provider's balance told, and nobody knows more. */
export const EXTERNAL_ORIGINS = ['found', ...ENTERED_ORIGINS] as const;
export type ExternalOrigin = (typeof EXTERNAL_ORIGINS)[number];

/** Whether it takes from the order's balance: a reversal gives back money that the order never took. */
export function takesFromBalance({ kind }: { readonly kind: string }): boolean {
  return kind !== 'reversal';
}

/** The event with which an external cancellation is born: recorded, because it has happened already. */
export const EXTERNAL_RECORDED = 'cancellation.recorded';
