// What each language has to say about evidence.
// Must never hold a word for people.
import type { components } from '../api/openapi';

type VerdictRule = components['schemas']['VerdictDto']['rule'];

/** Texts by what the server says where it has no list: what is not here is shown as the server says it. */
type SomeTexts = Readonly<Partial<Record<string, string>>>;

export interface EvidenceWords {
  readonly rules: Readonly<Record<VerdictRule, string>>;
  /** What the platform does next, by the server's sentence. */
  readonly steps: SomeTexts;
  /** What was asked of a provider. */
  readonly operations: SomeTexts;
  /** The question that comes before another one: whether we may ask it. */
  readonly authorizing: (operation: string) => string;
  readonly outcomes: SomeTexts;
  /** Why a person is needed, by the server's sentence. */
  readonly needs: SomeTexts;
  /** What somebody has to do who is called to a paid payment, by the rule that called them. */
  readonly toDo: Readonly<Record<CallingRule, string>>;
  /** The same in a list, where only what it is about tells the rows apart. */
  readonly calls: Readonly<Record<CallingRule, string>>;
  /** Of a payment that was given up here and of which the provider tells nothing. */
  readonly givenUp: string;
  /** What the server says with figures or names in it. */
  readonly said: SaidWords;
  /** What unsigned notices told of, before the list of it. */
  readonly told: string;
  /** In the place of an amount that nobody can read. */
  readonly unreadableAmount: string;
  /** How many more were told of than the server names. */
  readonly moreTold: (count: number) => string;
  /** What is left of it at the provider and in the books. */
  readonly balances: (there: string, here: string) => string;
  /** What was refunded of it by the provider and by the books. */
  readonly refunds: (there: string, here: string) => string;
  /** More went back than was paid: what the books had left, what went back elsewhere, and by how much it is too much. */
  readonly beyond: (left: string, elsewhere: string, tooMuch: string) => string;
  /** That the provider does not answer the question how much is left. */
  readonly unanswered: string;
  /** What was taken, and what was asked for. */
  readonly taken: (taken: string, asked: string) => string;
  /** The same, when it has gone back. */
  readonly takenAndBack: (taken: string, asked: string) => string;
  /** What unsigned notices told of, in one line. */
  readonly toldInLine: (refunds: readonly string[]) => string;
  readonly host: string;
  readonly httpStatus: string;
  readonly resultCode: string;
  readonly failure: string;
  readonly sent: string;
  readonly received: string;
  readonly nothingReceived: string;
  readonly took: (durationMs: number) => string;
  readonly platform: string;
  readonly pruned: (count: number) => string;
  readonly leftOut: (count: number) => string;
}

interface SaidWords {
  /** Of a cash receipt: what it is for, and what is left of its payment. */
  readonly receiptDiffers: (receipt: string, left: string) => string;
  /** The same, where the provider says that it took the receipt back. */
  readonly receiptTakenBack: (receipt: string, left: string) => string;
  /** @param code of the provider; empty where it gave none */
  readonly receiptStands: (code: string) => string;
  readonly notApplied: string;
  readonly jobFails: (fault: string) => string;
  readonly connectionFailed: (code: string) => string;
  readonly noAnswer: (deadlineMs: string) => string;
  readonly httpFailed: (status: string) => string;
  /** @param more the provider's own words; may be empty */
  readonly answeredWith: (provider: string, code: string, more: string) => string;
  readonly refundNotTold: (provider: string) => string;
  readonly neither: string;
  readonly notKnownYet: (provider: string) => string;
  readonly anotherPayment: (provider: string) => string;
  readonly otherThanAsked: (name: string, told: string, asked: string) => string;
}

/** Rules that call somebody to a payment that is paid. */
const CALLING_RULES = [
  'refund_told_elsewhere',
  'refunded_beyond_books',
  'balance_above_books',
  'paid_is_unknown_there',
  'refund_not_told_apart',
] as const satisfies readonly VerdictRule[];
export type CallingRule = (typeof CALLING_RULES)[number];

/** What an operator may be called with before the reason. */
const NOTICES = /^A notice in the provider’s name tells of a refund (.*?) that our books do not have\. /;
const BEYOND =
  /^The provider’s balance shows that (\d+) won went back elsewhere, and our books have only (\d+) won left: .*? it is (\d+) won more than was paid\b/;
const BALANCES = /^The provider says (\d+) won are left, our books say (\d+) won\b/;
const REFUNDS = /^The provider tells a refund of (\d+) won, and our books have (\d+) won as refunded\b/;
const UNANSWERED = /^The provider does not answer the question how much is left\b/;
const TAKEN = /^(\d+) won were taken, not as it was asked for \((\d+) won\)(, and all of it was given back)?\./;

/** What each of the server's other sentences tells, by its form. */
const SAID: readonly (readonly [
  RegExp,
  (words: SaidWords, parts: readonly string[], won: (amountWon: string) => string) => string,
])[] = [
  [
    /^The receipt is for (\d+) won, and after a refund (\d+) won of the payment are left\.$/,
    (words, [receipt = '', left = ''], won) => words.receiptDiffers(won(receipt), won(left)),
  ],
  [
    /^The receipt is for (\d+) won, and after a refund (\d+) won of the payment are left\. The provider says that it took the receipt back with the refund\.$/,
    (words, [receipt = '', left = ''], won) => words.receiptTakenBack(won(receipt), won(left)),
  ],
  [/^The provider does not take it back(?: \((.+)\))?\.$/, (words, [code = '']) => words.receiptStands(code)],
  [/^The provider answered, and the answer could not be applied: .+$/, (words) => words.notApplied],
  [/^The job that is to settle it fails: (.+)\. The log tells more\.$/, (words, [fault = '']) => words.jobFails(fault)],
  [/^connection failed: (\S+)$/, (words, [code = '']) => words.connectionFailed(code)],
  [/^no answer within (\d+) ms$/, (words, [deadlineMs = '']) => words.noAnswer(deadlineMs)],
  [/^HTTP status (\d+)$/, (words, [status = '']) => words.httpFailed(status)],
  [
    /^(Payple|PAYCO) answered (?:an error with )?([A-Z]*\d+)(?:: (.*)|\.)$/,
    (words, [provider = '', code = '', more = '']) => words.answeredWith(provider, code, more),
  ],
  [
    /^(Payple|PAYCO) does not tell (?:what became of the refund|whether it was refunded)\.$/,
    (words, [provider = '']) => words.refundNotTold(provider),
  ],
  [/^(?:The result is|\S+ says) neither yes nor no\.$/, (words) => words.neither],
  [/^(Payple|PAYCO) does not know of the payment yet\.$/, (words, [provider = '']) => words.notKnownYet(provider)],
  [
    /^(Payple|PAYCO) tells of another payment than was asked\.$/,
    (words, [provider = '']) => words.anotherPayment(provider),
  ],
  [
    /^(\S+) is (.+), but (.+) was asked\.$/,
    (words, [name = '', told = '', asked = '']) => words.otherThanAsked(name, told, asked),
  ],
];

/**
 * A sentence of the server's that has figures or names in it, or one of its fixed ones, in words; `null` where only the server
 * has them.
 *
 * @param won writes an amount
 */
export function saidInWords(words: EvidenceWords, sentence: string, won: (amountWon: number) => string): string | null {
  const fixed = words.needs[sentence];
  if (fixed !== undefined) return fixed;
  for (const [form, say] of SAID) {
    const parts = form.exec(sentence)?.slice(1);
    if (parts) return say(words.said, parts, (amountWon) => won(Number(amountWon)));
  }
  return null;
}

/** How the server's sentences begin that come with these rules, after the notices. */
const BEGINNINGS: readonly (readonly [RegExp, CallingRule])[] = [
  [BEYOND, 'refunded_beyond_books'],
  [/^The provider told of a refund\b/, 'refund_told_elsewhere'],
  [/^The provider tells a refund of\b/, 'refund_told_elsewhere'],
  [/^The provider’s balance shows that \d+ won went back elsewhere\b/, 'refund_told_elsewhere'],
  [
    /^The provider says \d+ won are left, our books say \d+ won, and something was charged back\b/,
    'refund_told_elsewhere',
  ],
  [/^The provider refused a refund because less is left\b/, 'refund_told_elsewhere'],
  [/^The provider says \d+ won are left, our books say\b/, 'balance_above_books'],
  [/^The provider says that it knows of no such payment\b/, 'paid_is_unknown_there'],
  [/^No answer came to a refund of\b/, 'refund_not_told_apart'],
];

/**
 * The rule that called somebody to a paid payment.
 *
 * @param rule of the last verdict, where it is known
 */
export function callingRule(attention: string, rule?: string): CallingRule | null {
  const known = CALLING_RULES.find((each) => each === rule);
  if (known !== undefined) return known;
  const why = attention.replace(NOTICES, '');
  const begun = BEGINNINGS.find(([beginning]) => beginning.test(why))?.[1];
  return begun ?? (NOTICES.test(attention) ? 'refund_told_elsewhere' : null);
}

/** Whether what somebody is called for may be money that went back elsewhere, and that can be recorded. */
export function isRecordable(attention: string, rule?: string): boolean {
  const calling = callingRule(attention, rule);
  return calling !== 'balance_above_books' && calling !== 'refunded_beyond_books';
}

/** A refund that a notice told of. */
export interface ToldRefund {
  /** In won; `null` where nobody can read what the notice said. */
  readonly amountWon: number | null;
  /** An instant; `null` where the notice did not say when. */
  readonly at: string | null;
}

/** The refunds that notices told of, as the server's sentence names them, and how many more there are. */
export function toldRefunds(attention: string): { readonly named: readonly ToldRefund[]; readonly more: number } {
  const [, list = ''] = NOTICES.exec(attention) ?? [];
  const named = [...list.matchAll(/\bof (?:(\d+) won|an unreadable amount)(?: at (\S+Z))?/g)];
  return {
    named: named.map(([, amountWon, at]) => ({
      amountWon: amountWon === undefined ? null : Number(amountWon),
      at: at ?? null,
    })),
    more: Number(/\bof (\d+) more$/.exec(list)?.[1] ?? 0),
  };
}

/**
 * What the server's sentence tells beside what notices told of, in words; `null` where there are none.
 *
 * @param won writes an amount
 */
export function figuresOf(words: EvidenceWords, sentence: string, won: (amountWon: number) => string): string | null {
  const why = sentence.replace(NOTICES, '');
  const figures = (pattern: RegExp): string[] | null =>
    pattern
      .exec(why)
      ?.slice(1)
      .filter((each) => /^\d+$/.test(each))
      .map((each) => won(Number(each))) ?? null;
  const [elsewhere, left = '', tooMuch = ''] = figures(BEYOND) ?? [];
  if (elsewhere !== undefined) return words.beyond(left, elsewhere, tooMuch);
  const [leftThere, leftHere = ''] = figures(BALANCES) ?? [];
  if (leftThere !== undefined) return words.balances(leftThere, leftHere);
  const [there, here = ''] = figures(REFUNDS) ?? [];
  if (there !== undefined) return words.refunds(there, here);
  const [taken, asked = ''] = figures(TAKEN) ?? [];
  if (taken !== undefined) {
    return TAKEN.exec(why)?.[3] === undefined ? words.taken(taken, asked) : words.takenAndBack(taken, asked);
  }
  return UNANSWERED.test(why) ? words.unanswered : null;
}

/**
 * Why the platform decided something, in one line; `null` where only the server has words for it.
 *
 * @param won writes an amount
 * @param moment writes an instant
 */
export function reasonInLine(
  words: EvidenceWords,
  reason: string,
  won: (amountWon: number) => string,
  moment: (at: string) => string,
): string | null {
  const { named, more } = toldRefunds(reason);
  const refunds = [
    ...named.map(({ amountWon, at }) => {
      const amount = amountWon === null ? words.unreadableAmount : won(amountWon);
      return at === null ? amount : `${amount} (${moment(at)})`;
    }),
    ...(more > 0 ? [words.moreTold(more)] : []),
  ];
  const parts = [refunds.length > 0 ? words.toldInLine(refunds) : null, figuresOf(words, reason, won)];
  const told = parts.filter((each) => each !== null).join(' · ');
  return told === '' ? saidInWords(words, reason, won) : told;
}

/**
 * Why somebody is called, in one line that tells the rows of a list apart; `null` where only the server has words for it.
 *
 * @param won writes an amount
 * @param moment writes an instant
 * @param paymentState of a payment
 */
export function attentionInLine(
  words: EvidenceWords,
  attention: string,
  won: (amountWon: number) => string,
  moment: (at: string) => string,
  paymentState?: string,
): string | null {
  const calling = callingRule(attention);
  if (calling === null) return attentionSentence(words, attention, won, { paymentState });
  const isTold = toldRefunds(attention).named.length > 0 || figuresOf(words, attention, won) !== null;
  const told = isTold ? reasonInLine(words, attention, won, moment) : null;
  return [words.calls[calling], told].filter((each) => each !== null).join(' · ');
}

const NOT_TOLD = 'The provider has not told what became of it.';
const GIVEN_UP_STATES: readonly string[] = ['open', 'abandoned', 'refused'];

/** Where it stands that somebody is called to. */
interface Standing {
  /** Of the last verdict, where it is known. */
  readonly rule?: string | undefined;
  /** Of a payment. */
  readonly paymentState?: string | undefined;
}

/**
 * Why somebody is called: what they have to do where that is known; `null` where only the server has words for it.
 *
 * @param won writes an amount
 */
export function attentionSentence(
  words: EvidenceWords,
  attention: string,
  won: (amountWon: number) => string,
  { rule, paymentState = '' }: Standing = {},
): string | null {
  const calling = callingRule(attention, rule);
  if (calling !== null) return words.toDo[calling];
  if (attention === NOT_TOLD && GIVEN_UP_STATES.includes(paymentState)) return words.givenUp;
  return saidInWords(words, attention, won);
}

/** What was asked of a provider, in words; one of an unknown kind by its name in the API. */
export function operationName(words: EvidenceWords, operation: string): string {
  const [, authorized] = /^authorize (.+)$/.exec(operation) ?? [];
  if (authorized !== undefined) return words.authorizing(operationName(words, authorized));
  return words.operations[operation] ?? operation;
}

/** Why something is where it is; a rule of a newer server in the server's own words. */
export function ruleSentence(words: EvidenceWords, rule: string, sentence: string): string {
  return (words.rules as SomeTexts)[rule] ?? sentence;
}
