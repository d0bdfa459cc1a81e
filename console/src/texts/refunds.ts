// What a language has to say about refunds: each outcome, rule and fault that the API knows.
// Must never hold a word for people.
import type { components } from '../api/openapi';
import type { ProblemCode } from '../api/problem';

type Schemas = components['schemas'];
export type RefundOutcome = Schemas['RefundRequestDocument']['outcome'];
type ApprovalRule = Schemas['ApprovalReasonDocument']['rule'];
type RequestKind = Schemas['RefundRequestDocument']['kind'];
type RequestedExternal = NonNullable<Schemas['RefundRequestDocument']['external']>;
/** How money goes back elsewhere, as somebody who enters it may say. */
export const ORIGINS = [
  'provider_site',
  'by_hand',
  'chargeback',
] as const satisfies readonly RequestedExternal['origin'][];
type Refundable = Schemas['RefundPreviewDocument']['refundable'];
/** What can be wrong with a row of a file by itself. */
export type RowFault = Exclude<Schemas['RowFaultDocument']['code'], ProblemCode>;
/** The API calls it a text, so that a new one breaks nobody. */
export const METHODS = ['card', 'point', 'coupon', 'virtual_account', 'transfer', 'phone', 'other'] as const;
type Method = (typeof METHODS)[number];
/** How far a file of refunds is. */
export type BatchState = 'broken' | 'ready' | 'running' | 'ended';

type OfWon = (amountWon: number) => string;
type OfCount = (count: number) => string;

interface OutcomeWords {
  readonly word: string;
  readonly title: string;
  /** What it means, and what happens next. */
  readonly next: string;
}

type Words<Names extends string> = Readonly<Record<Names, string>>;

export interface RefundTexts extends Words<
  | 'title'
  | 'explanation'
  | 'toOrder'
  | 'form'
  | 'part'
  | 'amount'
  | 'amountMissing'
  | 'taxFree'
  | 'taxFreeHint'
  | 'taxFreeDoesNotFit'
  | 'reason'
  | 'reasonHint'
  | 'reasonMissing'
  | 'preview'
  | 'previewHint'
  | 'thisRefund'
  | 'before'
  | 'after'
  | 'beforeAsked'
  | 'foundElsewhere'
  | 'foundElsewhereHint'
  | 'leftNow'
  | 'total'
  | 'taxFreePart'
  | 'taxable'
  | 'vat'
  | 'parts'
  | 'belowCoupon'
  | 'operatorCalled'
  | 'operatorCalledHint'
  | 'impossible'
  | 'approvalNeeded'
  | 'approvalNeededHint'
  | 'submitNothing'
  | 'refreshed'
  | 'again'
  | 'openRequest'
  | 'toQueueItem'
> {
  readonly whole: OfWon;
  readonly taxFreeAboveAmount: OfWon;
  readonly taxFreeAboveLeft: OfWon;
  readonly taxFreeBelowLeast: OfWon;
  readonly submit: OfWon;
  readonly submitForApproval: OfWon;
  readonly methods: Words<Method>;
  readonly refundable: Words<Refundable>;
  readonly rules: Readonly<Record<ApprovalRule, (limit: number, figure: number) => string>>;
  readonly outcomes: Readonly<Record<RefundOutcome, OutcomeWords>>;
  /** Of a decision that was carried out. */
  readonly decided: OutcomeWords;
  /** Of a refund that was made elsewhere. */
  readonly external: ExternalTexts;
  readonly approvals: ApprovalTexts;
  readonly batches: BatchTexts;
}

interface ExternalTexts extends Words<
  | 'title'
  | 'explanation'
  | 'form'
  | 'amount'
  | 'amountMissing'
  | 'origin'
  | 'originMissing'
  | 'refundedAt'
  | 'refundedAtHint'
  | 'refundedAtMissing'
  | 'refundedAtNotPossible'
  | 'number'
  | 'numberUsed'
  | 'usedBy'
  | 'isAnother'
  | 'foundAlready'
  | 'askedAsAnother'
  | 'numberHint'
  | 'reason'
  | 'chargebackReason'
  | 'reasonHint'
  | 'chargebackReasonHint'
  | 'reasonMissing'
  | 'preview'
  | 'previewHint'
  | 'this'
  | 'before'
  | 'after'
  | 'impossible'
  | 'approvalNeededHint'
  | 'submitNothing'
  | 'refreshed'
  | 'again'
  | 'approveHint'
  | 'changed'
  | 'staleBecause'
  | 'one'
  | 'takeOver'
  | 'stillCalls'
  | 'stillCallsHint'
> {
  readonly whole: OfWon;
  readonly submit: OfWon;
  readonly submitForApproval: OfWon;
  readonly approve: OfWon;
  /** What went back there at most, in the form of the language. */
  readonly notMissing: (missing: string) => string;
  /** What the provider told, in the form of the language. */
  readonly foundThere: (left: string, missing: string) => string;
  readonly origins: Readonly<Record<RequestedExternal['origin'], { readonly label: string; readonly hint: string }>>;
  /** Where what became of it is not what becomes of a refund. */
  readonly outcomes: Readonly<Partial<Record<RefundOutcome, OutcomeWords>>>;
}

interface ApprovalTexts extends Words<
  | 'title'
  | 'explanation'
  | 'waiting'
  | 'all'
  | 'filter'
  | 'order'
  | 'amount'
  | 'askedBy'
  | 'askedAt'
  | 'state'
  | 'why'
  | 'empty'
  | 'emptyHint'
  | 'emptyAll'
  | 'one'
  | 'asked'
  | 'reason'
  | 'provider'
  | 'paidAt'
  | 'seller'
  | 'expires'
  | 'decidedBy'
  | 'decidedAt'
  | 'decisionReason'
  | 'staleBecause'
  | 'decision'
  | 'approveHint'
  | 'refuse'
  | 'refuseTitle'
  | 'refuseHint'
  | 'refuseReason'
  | 'refuseReasonMissing'
  | 'withdraw'
  | 'withdrawTitle'
  | 'withdrawHint'
  | 'own'
  | 'mayNot'
  | 'changed'
  | 'notNow'
  | 'you'
  | 'kind'
  | 'says'
  | 'sayAbout'
  | 'carryOutHint'
> {
  readonly approve: OfWon;
  readonly carryOut: OfWon;
  readonly kinds: Words<RequestKind>;
}

interface BatchTexts extends Words<
  | 'title'
  | 'explanation'
  | 'upload'
  | 'choose'
  | 'drop'
  | 'format'
  | 'example'
  | 'checking'
  | 'earlier'
  | 'none'
  | 'madeBy'
  | 'madeAt'
  | 'lines'
  | 'amount'
  | 'state'
  | 'brokenHint'
  | 'sound'
  | 'startTitle'
  | 'notYours'
  | 'one'
  | 'line'
  | 'order'
  | 'refund'
  | 'after'
  | 'reason'
  | 'result'
  | 'needsApproval'
  | 'willRefund'
  | 'waits'
  | 'noFault'
> {
  readonly broken: OfCount;
  readonly soundHint: OfWon;
  readonly someWait: OfCount;
  readonly start: OfCount;
  readonly startHint: (count: number, amountWon: number) => string;
  readonly states: Words<BatchState>;
  readonly progress: (done: number, all: number) => string;
  readonly faults: Words<RowFault>;
}
