// What each language has to say about evidence.
// Must never hold a word for people.
import type { components } from '../api/openapi';

export type VerdictRule = components['schemas']['VerdictDto']['rule'];

/** Texts by what the server says where it has no list: what is not here is shown as the server says it. */
type SomeTexts = Readonly<Partial<Record<string, string>>>;

export interface EvidenceWords {
  readonly rules: Readonly<Record<VerdictRule, string>>;
  /** What the platform does next, by the server's sentence. */
  readonly steps: SomeTexts;
  /** What was asked of a provider. */
  readonly operations: SomeTexts;
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
