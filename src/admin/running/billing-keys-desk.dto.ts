// Stored cards and accounts as the desk shows them.
// Must never carry whose they are, nor an address with which a card can be registered: the desk needs neither.
import { ApiProperty } from '@nestjs/swagger';
import {
  StoredAccountDto,
  StoredCardDto,
  type BillingKeyDto,
  ListBillingKeysDto,
} from '../../billing/billing-key.dto.js';
import { BILLING_KEY_STATES, type BillingKeyStatus } from '../../billing/key-states.js';
import { documentOf } from '../../common/document.js';
import { IsText } from '../../common/http/fields.js';
import { showId } from '../../common/ids.js';
import { STORED_METHODS, type StoredMethod } from '../../orders/billing.port.js';
import { RefusalDto } from '../../orders/dto/payment.dto.js';
import type { Payment } from '../../orders/entities/payment.entity.js';
import { PAYMENT_STATES, type PaymentStatus } from '../../orders/states.js';

/** What to look for. In a body, because a reference may name a customer, and addresses are logged everywhere. */
export class SearchBillingKeysBody extends ListBillingKeysDto {}

/** Why a stored card is ended. */
export class DeregisterBillingKeyBody {
  /** For the audit trail. */
  @IsText(1, 500)
  reason: string;
}

/** A stored card or account, masked, without whose it is. */
export class DeskBillingKeyDocument {
  /** `bk_…` */
  id: string;
  provider: string;
  sellerCode: string;
  @ApiProperty({ enum: STORED_METHODS })
  method: StoredMethod;
  /** As in the merchant’s API. */
  @ApiProperty({ enum: BILLING_KEY_STATES })
  status: BillingKeyStatus;
  /** The merchant’s own name for the customer. */
  @ApiProperty({ type: String, nullable: true })
  customerReference: string | null;
  @ApiProperty({ type: StoredCardDto, nullable: true })
  card: StoredCardDto | null;
  @ApiProperty({ type: StoredAccountDto, nullable: true })
  account: StoredAccountDto | null;
  /** Why the registration came to nothing, or why the last try was refused. */
  @ApiProperty({ type: RefusalDto, nullable: true })
  refusal: RefusalDto | null;
  /** Why the provider ended it, in its own code and words. */
  deadReason: string | null;
  /** Why an operator is needed. */
  attention: string | null;
  /** ISO instant until which the buyer may register it. */
  expiresAt: string;
  /** ISO instant. */
  registeredAt: string | null;
  /** ISO instant. */
  removedAt: string | null;
  /** ISO instant. */
  createdAt: string;
}

/** A page of stored cards and accounts, the newest first. */
export class DeskBillingKeyPage {
  items: DeskBillingKeyDocument[];
  /** Give it back as `cursor` for the next page; `null`: this is the last one. */
  nextCursor: string | null;
}

/** A charge on a stored card or account. */
export class DeskChargeDocument {
  /** `pay_…` */
  paymentId: string;
  /** `ord_…` */
  orderId: string;
  orderNumber: string;
  title: string;
  @ApiProperty({ enum: PAYMENT_STATES })
  status: PaymentStatus;
  /** In won. */
  @ApiProperty({ type: 'integer', format: 'int64' })
  amountWon: number;
  /** In won, of the order. */
  @ApiProperty({ type: 'integer', format: 'int64' })
  cancelledWon: number;
  /** The month it is for, `YYYY-MM`; `null`: for none. */
  billingMonth: string | null;
  @ApiProperty({ type: RefusalDto, nullable: true })
  refusal: RefusalDto | null;
  /** ISO instant. */
  createdAt: string;
}

/** A page of charges, the newest first. */
export class DeskChargePage {
  items: DeskChargeDocument[];
  /** Give it back as `cursor` for the next page; `null`: this is the last one. */
  nextCursor: string | null;
}

/** The key as the desk shows it. */
export function deskBillingKey(key: BillingKeyDto): DeskBillingKeyDocument {
  const { id, provider, sellerCode, method, status, customerReference, card, account } = key;
  const { refusal, deadReason, attention, expiresAt, registeredAt, removedAt, createdAt } = key;
  return documentOf(DeskBillingKeyDocument, {
    ...{ id, provider, sellerCode, method, status, customerReference, card, account },
    ...{ refusal, deadReason, attention, expiresAt, registeredAt, removedAt, createdAt },
  });
}

/** The charge as the desk shows it. */
export function deskCharge({ id, orderId, order, status, amountWon, ...payment }: Payment): DeskChargeDocument {
  return documentOf(DeskChargeDocument, {
    paymentId: showId('payment', id),
    orderId: showId('order', orderId),
    orderNumber: order?.orderNumber ?? '',
    title: order?.title ?? '',
    status,
    amountWon,
    cancelledWon: order?.cancelledWon ?? 0,
    billingMonth: payment.billingMonth,
    refusal: payment.refusal,
    createdAt: payment.createdAt.toISOString(),
  });
}
