// The money of an order as the API shows it.
// Must never show a figure without the events behind it.
import { ApiProperty } from '@nestjs/swagger';
import { NextStepDto } from '../orders/dto/evidence.dto.js';

/** An event behind a figure. */
export class MoneyEventDto {
  /** `evt_…` */
  id: string;
  /** For example `payment.paid`. */
  type: string;
  /** The version of the order that it belongs to. */
  version: number;
  /** An instant with offset. */
  occurredAt: string;
}

/** An amount with the events behind it. */
export class MoneyAmountDto {
  /** In won. */
  totalWon: number;
  events: MoneyEventDto[];
}

/** An amount, how it divides for tax, and the events behind it. */
export class MoneySplitDto extends MoneyAmountDto {
  /** Part that is exempt from VAT, in won. */
  taxFreeWon: number;
  /** Supply price of the taxable part, in won. */
  taxableWon: number;
  /** VAT, in won. */
  vatWon: number;
}

/** What came, and by which means of the provider's own. */
export class MoneyPaidDto extends MoneySplitDto {
  /** Of it by the provider's points, in won. */
  byPointWon: number;
  /** Of it by the provider's coupons, in won. */
  byCouponWon: number;
}

/** Your own discounts, taken off before the amount. */
export class MoneyDiscountsDto {
  /** In won. */
  couponWon: number;
  /** In won. */
  pointWon: number;
  events: MoneyEventDto[];
}

/** What is on its way. */
export class MoneyPendingDto {
  /** Payments whose end is open. */
  payments: MoneyAmountDto;
  /** Refunds whose end is open. */
  refunds: MoneyAmountDto;
  /** What of the payment is left when they are done, in won. */
  leftAfterRefundsWon: number;
}

/** A figure on which the books and their history differ: a fault of ours, to be reported. */
export class MoneyDifferenceDto {
  /** For example `paid.vatWon`. */
  figure: string;
  /** By the books, in won. */
  oursWon: number;
  /** By the events, in won. */
  eventsWon: number;
}

/** All about the money of an order. */
export class OrderMoneyDto {
  /** `ord_…` */
  orderId: string;
  status: string;
  version: number;
  /** What the buyer is to pay. */
  amount: MoneySplitDto;
  discounts: MoneyDiscountsDto;
  /** What came and stays, refunds not taken off. */
  paid: MoneyPaidDto;
  /** What was given back of it. */
  cancelled: MoneySplitDto;
  /** What can be given back now: nothing while a refund runs, or where the provider gives nothing back. */
  cancellable: MoneySplitDto;
  /** Money that the order could not take and that went back. */
  reversed: MoneyAmountDto;
  pending: MoneyPendingDto;
  /** What the platform will do next, and when; the soonest first. */
  @ApiProperty({ type: [NextStepDto] })
  next: NextStepDto[];
  /** Empty, as long as the books are what their events tell. */
  differences: MoneyDifferenceDto[];
}
