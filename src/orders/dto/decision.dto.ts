// What an operator's decision takes.
// Must never take an amount: what was in doubt was for a known one.
import { IsBoolean, IsIn } from 'class-validator';
import { IsInstant, IsProviderNumber, IsText, Optional } from '../../common/http/fields.js';
import {
  CANCELLATION_DECISIONS,
  PAYMENT_DECISIONS,
  type CancellationDecision,
  type PaymentDecision,
} from '../decision-moves.js';

/** How an operator settles a payment that no machine could. */
export class DecidePaymentDto {
  /**
   * `paid`: the provider took just the money that was asked for, also of a payment that was given up; what it gave back since
   * is an external cancellation. `not_paid`: it did not, or took another amount, which was cancelled there. `given_back`: money that the order could not take was returned by other means.
   * `noted`: nothing is in doubt about it (it is paid, was given up and nothing was taken, or waits for a deposit), and what
   * the operator was called for is seen to.
   */
  @IsIn(PAYMENT_DECISIONS)
  decision: PaymentDecision;
  /** What the operator saw, and where; kept with the evidence, without card numbers, resident numbers and API keys. */
  @IsText(1, 1000, { lines: true })
  reason: string;
  /** The operator's name; kept with the evidence, beside the id of the API key that brought it. */
  @IsText(1, 100)
  decidedBy: string;
  /** The provider's id of the payment; needed for `paid`. */
  @Optional()
  @IsProviderNumber()
  providerPaymentId?: string;
  /** When it was paid, by the provider; an instant with offset. Needed for `paid`. */
  @Optional()
  @IsInstant()
  paidAt?: string;
}

/** How an operator settles a cancellation that no machine could. */
export class DecideCancellationDto {
  /**
   * `refunded`: it was given back. `not_refunded`: it was not, and is tried no more. `try_again`: it is sent again. `noted`:
   * it is done, and what the operator was called for is seen to.
   */
  @IsIn(CANCELLATION_DECISIONS)
  decision: CancellationDecision;
  /** What the operator saw, and where; kept with the evidence, without card numbers, resident numbers and API keys. */
  @IsText(1, 1000, { lines: true })
  reason: string;
  /** The operator's name; kept with the evidence, beside the id of the API key that brought it. */
  @IsText(1, 100)
  decidedBy: string;
  /** The provider's id of the cancellation, with `refunded`, when there is one. */
  @Optional()
  @IsProviderNumber()
  providerCancellationId?: string;
  /** With `try_again` where a repetition could refund twice: that the operator answers for it. */
  @Optional()
  @IsBoolean()
  acceptDoubleRefund?: boolean;
}
