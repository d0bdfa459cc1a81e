// Why a refund that was made elsewhere is not recorded: in a notice, and at the field that it is about.
// Must never show the words of the API where there is a sentence for people.
import { ProblemError, type ProblemDocument } from '../../api/problem';
import { formatWon } from '../../format/won';
import { ErrorNotice } from '../../parts/error-notice';
import { Notice } from '../../parts/notice';
import { useLanguage, useTexts } from '../../texts/language';
import type { Preview } from './refund-queries';

/** What is said at a field; `false`: nothing. */
export interface FieldFaults {
  readonly amount: string | false;
  readonly refundedAt: string | false;
  readonly number: string | false;
}

/** What the server says about the fields, when it was asked to record them or showed what that would do. */
export function useFieldFaults(error: Error | null, preview: Preview | undefined): FieldFaults {
  const { external: t } = useTexts().refunds;
  const language = useLanguage();
  const problem = problemOf(error);
  const code = problem?.code ?? preview?.whyNot?.code;
  return {
    amount: code === 'not_missing_at_provider' && t.notMissing(formatWon(problem?.missingWon ?? 0, language)),
    refundedAt: code === 'refunded_at_not_possible' && t.refundedAtNotPossible,
    number: code === 'provider_number_used' && t.numberUsed,
  };
}

/** Nothing at all while there is no error. */
export function ExternalRefusal({ error }: { readonly error: Error | null }) {
  const { problems, refunds } = useTexts();
  const { external: t } = refunds;
  const language = useLanguage();
  const problem = problemOf(error);
  if (problem?.code === 'refunded_at_not_possible') return <Notice tone="bad" title={problems[problem.code]} />;
  if (problem?.code === 'provider_number_used' || problem?.code === 'refund_found_already') {
    return (
      <Notice tone="bad" title={problems[problem.code]}>
        <p>
          {t.usedBy} <span className="fixed">{problem.resourceId}</span>
        </p>
      </Notice>
    );
  }
  if (problem?.code === 'not_missing_at_provider') {
    const { leftWon = 0, missingWon = 0 } = problem;
    return (
      <Notice tone="bad" title={problems[problem.code]}>
        <p>{t.foundThere(formatWon(leftWon, language), formatWon(missingWon, language))}</p>
      </Notice>
    );
  }
  return <ErrorNotice error={error} writing />;
}

/** Whether the same money may be recorded already, unless somebody says that it is not. */
export function isFoundAlready(error: Error | null): boolean {
  return problemOf(error)?.code === 'refund_found_already';
}

function problemOf(error: Error | null): ProblemDocument | null {
  return error instanceof ProblemError ? error.problem : null;
}
