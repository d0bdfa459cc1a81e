// A cancellation as the API shows it, and what asking for one takes.
// Must never offer a way to name a payment: an order has at most one that can be cancelled.
import { ApiProperty } from '@nestjs/swagger';
import { IsText, IsWon, Optional } from '../../common/http/fields.js';
import {
  CANCELLATION_KINDS,
  EXTERNAL_ORIGINS,
  type CancellationKind,
  type ExternalOrigin,
} from '../cancellation-kinds.js';
import { CANCELLATION_STATES, type CancellationStatus } from '../states.js';
import { RefusalDto } from './payment.dto.js';

/** A refund to carry out. */
export class CancelOrderDto {
  /** How much, in won. Absent: all that is left. */
  @Optional()
  @IsWon({ min: 1 })
  amountWon?: number;
  /** How much of it is tax-free, in won. Absent: the share that the tax-free part has in what is left. */
  @Optional()
  @IsWon()
  taxFreeWon?: number;
  /** Why; kept in the books, not sent to the provider. */
  @IsText(1, 500)
  reason: string;
}

/** A full or partial refund. */
export class CancellationDto {
  /** `can_…` */
  id: string;
  /** `ord_…` */
  orderId: string;
  /** `pay_…` */
  paymentId: string;
  /**
   * `refund`: asked for. `reversal`: the platform gave back money that came too late or twice. `external`: it went back
   * without the platform and was recorded.
   */
  @ApiProperty({ enum: CANCELLATION_KINDS })
  kind: CancellationKind;
  /**
   * How an `external` one went back. `found`: the provider's balance told. `provider_site`: on the provider's merchant
   * pages. `by_hand`: by other means, such as a bank transfer. `chargeback`: the provider or the card company took it.
   * `null` for every other kind.
   */
  @ApiProperty({ enum: [...EXTERNAL_ORIGINS, null], nullable: true })
  origin: ExternalOrigin | null;
  /** Where it is. `in_doubt`: its outcome is being looked up; do not ask for it again. */
  @ApiProperty({ enum: CANCELLATION_STATES })
  status: CancellationStatus;
  /** In won. */
  amountWon: number;
  /** Tax-free part, in won. */
  taxFreeWon: number;
  /** Supply price of the taxable part, in won. */
  taxableWon: number;
  /** VAT, in won. */
  vatWon: number;
  /**
   * `true` when nobody told how an `external` one divides for tax: `taxFreeWon`, `taxableWon` and `vatWon` are then the share
   * that each had in what was left, and the provider may have divided it otherwise. Its amount in won is certain.
   */
  taxSplitAssumed: boolean;
  /** What was left of the payment before it, in won. */
  balanceBeforeWon: number;
  reason: string;
  /** Who asked: an API key (`key_…`), a person at the refund desk (`person_…`), or `platform`. */
  requestedBy: string;
  /** The provider's id of it; `null` until done, or when only its effect was seen. */
  @ApiProperty({ type: String, nullable: true })
  providerCancellationId: string | null;
  @ApiProperty({ type: RefusalDto, nullable: true })
  refusal: RefusalDto | null;
  /** Why an operator is needed; `null` while the machine settles it. */
  @ApiProperty({ type: String, nullable: true })
  attention: string | null;
  /** An instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  doneAt: string | null;
  /** An instant with offset. */
  createdAt: string;
}
