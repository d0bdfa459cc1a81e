// What the desk's queue takes and answers.
// Must never take an amount: what was in doubt was for a known one.
import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn } from 'class-validator';
import { ATTENTION_KINDS, type AttentionKind } from '../../attention/attention.dto.js';
import { IsInstant, IsProviderNumber, IsText, Optional } from '../../common/http/fields.js';
import { PageQuery } from '../../common/page.dto.js';
import { EvidenceDto, EvidenceExchangeDto } from '../../orders/dto/evidence.dto.js';
import { DeskBillingKeyDocument } from '../running/billing-keys-desk.dto.js';
import { RefundRequestDocument } from '../refunds/refunds.dto.js';
import { DESK_DECISIONS, HONEST_ANSWERS, type DeskDecision, type HonestAnswer } from './decision-guide.js';

/** Which part of the queue. */
export class QueueQuery extends PageQuery {
  /** Only things of this kind. */
  @Optional()
  @IsIn(ATTENTION_KINDS)
  kind?: AttentionKind;
}

/** That somebody looked, and could not tell yet. */
export class QueueLookDocument {
  /** ISO instant. */
  at: string;
  /** As they were called then. */
  personName: string;
  /** `person_…` */
  personId: string;
  /** What they saw, and where. */
  note: string;
}

/** Something that no machine could settle. */
export class QueueItemDocument {
  @ApiProperty({ enum: ATTENTION_KINDS })
  kind: AttentionKind;
  /** `pay_…`, `can_…`, `bk_…` or `crc_…` */
  id: string;
  /** `ord_…`; `null` for a billing key. */
  orderId: string | null;
  /** The merchant's number of the order; `null` for a billing key. */
  orderNumber: string | null;
  /** The provider to look at. */
  provider: string;
  status: string;
  /** In won; `null` for a billing key. */
  @ApiProperty({ type: 'integer', format: 'int64', nullable: true })
  amountWon: number | null;
  /** Why a person is needed; `null`: none is needed any more. */
  attention: string | null;
  /** Since when it is in doubt; of a settled payment, when it was last decided about; else when it began; ISO instant. */
  since: string;
  /** The last time that somebody looked and could not tell. */
  @ApiProperty({ type: QueueLookDocument, nullable: true })
  lastLook: QueueLookDocument | null;
}

/** A page of the queue, oldest first. */
export class QueuePage {
  items: QueueItemDocument[];
  /** Give it back as `cursor` for the next page; `null`: this is the last one. */
  nextCursor: string | null;
  /** How many wait in all, of every kind. */
  @ApiProperty({ type: 'integer' })
  waiting: number;
}

/** One thing that somebody can say about it, and what follows. */
export class PossibleDecisionDocument {
  @ApiProperty({ enum: DESK_DECISIONS })
  decision: DeskDecision;
  /** Which of the three honest answers it is. */
  @ApiProperty({ enum: HONEST_ANSWERS })
  answer: HonestAnswer;
  /** What somebody says who chooses it. */
  means: string;
  /** What the platform does then. */
  next: string;
  /** What it takes beside the reason. */
  needs: string[];
  /** What may be said with it. */
  takes: string[];
  /** Whether it could give the money back twice, so that it takes `acceptDoubleRefund`. */
  couldRefundTwice: boolean;
}

/** The payment that it is about, as its provider knows it, and what becomes of its money. */
export class QueuePaymentDocument {
  /** `pay_…` */
  id: string;
  /** The number of this try at the provider, to look for there; `null`: it was never opened there. */
  providerReference: string | null;
  /** The provider's id of the payment; `null` while it has told none. */
  providerPaymentId: string | null;
  /** When it was begun; ISO instant. */
  openedAt: string;
  /** When the buyer's page was let into the provider's window; ISO instant; `null`: never, or there is none. */
  windowOpenedAt: string | null;
  /** Whether it was given up here while the provider may have its money all the same. */
  isGivenUp: boolean;
  /** Why it was given up, for example `order_voided`; `null`: it was not, or the buyer never came back from its window. */
  givenUpBecause: string | null;
  /** Whether the order can take its money, should it be found; else that goes back at once. */
  orderTakesIt: boolean;
}

/** How something left the queue. */
export class QueueSettlementDocument {
  /** ISO instant. */
  at: string;
  /** `platform`, or the name of whoever decided. */
  decidedBy: string;
  /** `person_…`, or `key_…` of an API key; `null` of the platform. */
  decidedWith: string | null;
  /** By which rule. */
  rule: string;
  /** What the rule says. */
  sentence: string;
  /** Where it is since. */
  status: string;
  reason: string | null;
}

/** Something of the queue with everything that helps to decide. */
export class QueueEntryDocument extends QueueItemDocument {
  /** Whether it waits for a person now. */
  isWaiting: boolean;
  decisions: PossibleDecisionDocument[];
  /** The payment that it is about; `null` of billing keys and cash receipts. */
  @ApiProperty({ type: QueuePaymentDocument, nullable: true })
  payment: QueuePaymentDocument | null;
  /** The stored card that it is about; `null` of everything else. */
  @ApiProperty({ type: DeskBillingKeyDocument, nullable: true })
  billingKey: DeskBillingKeyDocument | null;
  /** What to do about what nobody can decide here; `null` where there are decisions. */
  whatToDo: string | null;
  /** The verdicts with the questions and answers behind them, and what comes next; of payments and cancellations. */
  @ApiProperty({ type: EvidenceDto, nullable: true })
  evidence: EvidenceDto | null;
  /** The newest questions and answers, the newest first; of billing keys and cash receipts. */
  exchanges: EvidenceExchangeDto[];
  /** Whoever looked and could not tell, the newest first. */
  looks: QueueLookDocument[];
  /** A decision about it that waits for a second person; `null`: none does. */
  @ApiProperty({ type: RefundRequestDocument, nullable: true })
  waitingRequest: RefundRequestDocument | null;
  /** How it left the queue; `null` while it waits, or when that was not by a verdict. */
  @ApiProperty({ type: QueueSettlementDocument, nullable: true })
  settlement: QueueSettlementDocument | null;
}

/** What somebody decides. */
export class DecideQueueItemBody {
  /** One of the entry's `decisions`; `not_known`: somebody looked, and it stays in the queue. */
  @IsIn(DESK_DECISIONS)
  decision: DeskDecision;

  /** What they saw, and where; kept with the evidence, without card numbers, resident numbers and API keys. */
  @IsText(1, 1000, { lines: true })
  reason: string;

  /** The provider's id of the payment; needed for `paid`. */
  @Optional()
  @IsProviderNumber()
  providerPaymentId?: string;

  /** When it was paid, by the provider. Needed for `paid`. */
  @Optional()
  @IsInstant()
  paidAt?: string;

  /** The provider's id of the refund, with `refunded`, when there is one. */
  @Optional()
  @IsProviderNumber()
  providerCancellationId?: string;

  /** With `try_again` where a repetition could refund twice: that whoever decides answers for it. */
  @Optional()
  @IsBoolean()
  acceptDoubleRefund?: boolean;
}

/** What became of a decision. */
export class QueueDecisionDocument {
  @ApiProperty({ enum: ATTENTION_KINDS })
  kind: AttentionKind;
  id: string;
  @ApiProperty({ enum: DESK_DECISIONS })
  decision: DeskDecision;
  /** Where it is now. */
  status: string;
  /** Whether it still waits for somebody, now or soon. */
  isOpen: boolean;
  /** What was asked for, when nothing is decided before a second person approves it; `null`: it is decided. */
  @ApiProperty({ type: RefundRequestDocument, nullable: true })
  request: RefundRequestDocument | null;
}
