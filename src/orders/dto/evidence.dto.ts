// The evidence of a payment or cancellation as the API shows it.
// Must never show more of an exchange than was kept: it was scrubbed before.
import { ApiProperty } from '@nestjs/swagger';
import { VERDICT_RULES, type VerdictRule } from '../verdict-rules.js';

/** A question to the provider and its answer, scrubbed. */
export class EvidenceExchangeDto {
  /** The provider call, for example `approval`. */
  operation: string;
  /** The host that was asked. */
  host: string;
  /** What was sent, with every field hidden that is not known to be harmless. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  request: unknown;
  /** What came back, scrubbed the same way; `null` when nothing did. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  response: unknown;
  /** `null` when there was no answer over HTTP. */
  @ApiProperty({ type: 'integer', nullable: true })
  httpStatus: number | null;
  /** The provider's result code. */
  @ApiProperty({ type: String, nullable: true })
  resultCode: string | null;
  /** What the platform made of it: `done`, `refused`, `unsent` or `unknown`. */
  outcome: string;
  /** What went wrong below HTTP. */
  @ApiProperty({ type: String, nullable: true })
  failure: string | null;
  /** An instant with offset. */
  startedAt: string;
  /** In ms. */
  durationMs: number;
}

/** By which rule something is where it is, and what that rests on. */
export class VerdictDto {
  @ApiProperty({ enum: Object.keys(VERDICT_RULES) })
  rule: VerdictRule;
  /** What the rule says. */
  sentence: string;
  fromStatus: string;
  /** The same as `fromStatus` when nothing was settled. */
  toStatus: string;
  /** The version of the order that it led to. */
  orderVersion: number;
  /** `platform`, or the operator's name. */
  decidedBy: string;
  /** What brought the operator's word: an API key, `key_…`, or the operator in person, `person_…`; `null` of the platform. */
  @ApiProperty({ type: String, nullable: true })
  decidedWith: string | null;
  /** The operator's reason, or what made an answer unclear. */
  @ApiProperty({ type: String, nullable: true })
  reason: string | null;
  /** An instant with offset. */
  decidedAt: string;
  /** The questions and answers behind it, in order of time. */
  exchanges: EvidenceExchangeDto[];
  /** How many more there were that have been pruned by age. */
  prunedExchanges: number;
}

/** What happens next. */
export class NextStepDto {
  /** What it is about: `pay_…`, `can_…` or `ord_…`. */
  about: string;
  /** What the platform will do, in a sentence; `null` when it does nothing by itself. */
  @ApiProperty({ type: String, nullable: true })
  what: string | null;
  /** When; an instant with offset. One that is past means at once. */
  @ApiProperty({ type: String, nullable: true })
  at: string | null;
  /** Whether an operator was called: always while there is `attention`, also when it is settled. What they may decide is in the queue. */
  waitsForOperator: boolean;
}

/** Why a payment or cancellation is where it is. */
export class EvidenceDto {
  /** `pay_…` or `can_…` */
  id: string;
  /** `ord_…` */
  orderId: string;
  /** Where it is. */
  status: string;
  /** Since when it is in doubt; an instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  inDoubtSince: string | null;
  /** Why an operator is needed. */
  @ApiProperty({ type: String, nullable: true })
  attention: string | null;
  /** In order of time. Of a long doubt the first and the last ones, and all that moved something. */
  verdicts: VerdictDto[];
  /** How many are left out between them; they moved nothing. */
  leftOutVerdicts: number;
  next: NextStepDto;
}
