// What the fields of a refund that was made elsewhere come to, for the preview and for recording it.
// Must never guess what somebody left out.
import type { ToldRefund } from '../../texts/evidence';
import type { Asking, ExternalAsking, ExternalWish } from './refund-queries';

const KOREA_AHEAD_MS = 9 * 3_600_000;

/** As the fields hold them. */
export interface ExternalFields {
  readonly isWhole: boolean;
  readonly amountWon: number | '';
  readonly taxFreeWon: number | '';
  readonly origin: ExternalAsking['origin'] | '';
  /** As the field has it: Korean time without an offset. */
  readonly refundedAt: string;
  readonly number: string;
  /** That it is another one than what was found at the provider. */
  readonly isAnother: boolean;
  readonly reason: string;
}

export const NO_EXTERNAL_FIELDS: ExternalFields = {
  isWhole: true,
  amountWon: '',
  taxFreeWon: '',
  origin: '',
  refundedAt: '',
  number: '',
  isAnother: false,
  reason: '',
};

/** The fields with what a notice told of a refund. */
export function takeOver(fields: ExternalFields, { amountWon, at }: ToldRefund): ExternalFields {
  const refundedAt =
    at === null ? fields.refundedAt : new Date(Date.parse(at) + KOREA_AHEAD_MS).toISOString().slice(0, 19);
  return { ...fields, isWhole: false, amountWon: amountWon ?? '', taxFreeWon: '', refundedAt };
}

/** `null`: the fields do not say yet how much. */
export function wishOf({ isWhole, amountWon, taxFreeWon, refundedAt }: ExternalFields): ExternalWish | null {
  const when = refundedAt === '' ? {} : { refundedAt: inKorea(refundedAt) };
  if (isWhole) return when;
  if (amountWon === '' || amountWon < 1) return null;
  return { amountWon, ...(taxFreeWon !== '' && { taxFreeWon }), ...when };
}

/**
 * What is to be recorded; `null`: something is missing.
 *
 * @param shown the amount of the preview, in won, and its hash
 */
export function askingOf(
  fields: ExternalFields,
  shown: { readonly amountWon: number } & Pick<Asking, 'shownHash'>,
): ExternalAsking | null {
  const { origin, refundedAt, number, isAnother, reason, isWhole, taxFreeWon } = fields;
  if (origin === '' || refundedAt === '' || reason.trim() === '') return null;
  return {
    ...shown,
    ...(!isWhole && taxFreeWon !== '' && { taxFreeWon }),
    origin,
    refundedAt: inKorea(refundedAt),
    reason: reason.trim(),
    ...(isAnother && { isAnother }),
    ...(number.trim() !== '' && { providerCancellationId: number.trim() }),
  };
}

/** The field leaves the seconds out when they are zero. */
function inKorea(local: string): string {
  return `${local.length === 16 ? `${local}:00` : local}+09:00`;
}
