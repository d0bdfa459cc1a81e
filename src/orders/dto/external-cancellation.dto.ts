// What recording money that went back without the platform takes.
// Must never be used for a refund that is to be made: nothing is sent anywhere.
import { IsBoolean, IsIn } from 'class-validator';
import { IsInstant, IsProviderNumber, IsText, IsWon, Optional } from '../../common/http/fields.js';
import { ENTERED_ORIGINS, type EnteredOrigin } from '../cancellation-kinds.js';

/** Money of an order that went back without the platform. */
export class RecordExternalCancellationDto {
  /** How much went back, in won; at most what is left of the order. */
  @IsWon({ min: 1 })
  amountWon: number;
  /** How much of it is tax-free, in won. Absent: the share that the tax-free part has in what is left. */
  @Optional()
  @IsWon()
  taxFreeWon?: number;
  /**
   * What the order showed as `cancellableWon` when the operator looked, in won. When it is another by now, nothing is recorded
   * (409 `shown_changed`): what they saw on the provider's pages may be a refund of ours that has come to an end meanwhile.
   */
  @Optional()
  @IsWon({ min: 1 })
  expectedCancellableWon?: number;
  /**
   * How it went back. `provider_site`: on the provider's merchant pages. `by_hand`: by other means, such as a bank transfer
   * for a virtual account. `chargeback`: the provider or the card company took it.
   */
  @IsIn(ENTERED_ORIGINS)
  origin: EnteredOrigin;
  /** When it went back; an instant with offset. */
  @IsInstant()
  refundedAt: string;
  /** The provider's, or the bank's, number of it, when there is one. */
  @Optional()
  @IsProviderNumber()
  providerCancellationId?: string;
  /**
   * That this is another refund than the one of the same amount that is recorded already, found at the provider or entered, whatever
   * its origin and number: without it such an entry is refused (422 `refund_found_already`), for it may be the same money.
   */
  @Optional()
  @IsBoolean()
  isAnother?: boolean;
  /** What the operator saw, and where; kept with the evidence, without card numbers, resident numbers and API keys. */
  @IsText(1, 1000, { lines: true })
  reason: string;
  /** The operator's name; kept with the evidence, beside the id of the API key that brought it. */
  @IsText(1, 100)
  decidedBy: string;
}
