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
