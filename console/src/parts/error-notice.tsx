// What went wrong, in the reader's language, with what the server and the provider say about this very occasion.
// Must never show a code where there is a sentence, or hide the number to ask for help with.
import { Button } from '@mantine/core';
import { ProblemError } from '../api/problem';
import { useLanguage, useTexts } from '../texts/language';
import { formatWon } from '../format/won';
import { Notice } from './notice';
import styles from './notice.module.css';

interface ErrorNoticeProps {
  readonly error: Error | null;
  /** Whether something was to be changed: without an answer it may have been. */
  readonly writing?: boolean;
  /** Offers another try. */
  readonly onRetry?: () => void;
}

/** Nothing at all while there is no error. */
export function ErrorNotice({ error, writing = false, onRetry }: ErrorNoticeProps) {
  const { frame, problems } = useTexts();
  if (error === null) return null;
  const problem = error instanceof ProblemError ? error.problem : null;
  const sentence = problem ? problems[problem.code] : writing ? frame.noAnswerToWrite : frame.noAnswer;
  return (
    <Notice tone="bad" title={sentence}>
      {problem && <Facts problem={problem} />}
      {onRetry && (
        <Button className={styles.again ?? ''} size="xs" variant="default" onClick={onRetry}>
          {frame.retry}
        </Button>
      )}
    </Notice>
  );
}

/** A refusal to know somebody says no more than that. */
const SAID_ALREADY: readonly string[] = ['sign_in_refused', 'wrong_code', 'wrong_password', 'not_signed_in'];

function Facts({ problem }: { readonly problem: ProblemError['problem'] }) {
  const { frame } = useTexts();
  const language = useLanguage();
  const { providerCode, providerMessage, retryAfterSeconds, requestId, leftWon, recordedElsewhereWon } = problem;
  // Told in the reader's language instead.
  const detail = leftWon === undefined ? problem.detail : undefined;
  const providerWords = [providerMessage, providerCode && `(${providerCode})`].filter(Boolean).join(' ');
  if (SAID_ALREADY.includes(problem.code)) return null;
  return (
    <dl className={styles.facts}>
      {recordedElsewhereWon !== undefined && (
        <dd>{frame.recordedElsewhere(formatWon(recordedElsewhereWon, language))}</dd>
      )}
      {leftWon !== undefined && <dd>{frame.leftWon(formatWon(leftWon, language))}</dd>}
      {retryAfterSeconds !== undefined && <dd>{frame.waitSeconds(Math.ceil(retryAfterSeconds))}</dd>}
      {detail !== undefined && <Fact name={frame.serverWords} value={detail} language="en" />}
      {providerWords !== '' && <Fact name={frame.providerWords} value={providerWords} />}
      {problem.status >= 500 && requestId !== undefined && <Fact name={frame.requestId} value={requestId} />}
    </dl>
  );
}

function Fact({
  name,
  value,
  language,
}: {
  readonly name: string;
  readonly value: string;
  readonly language?: string;
}) {
  return (
    <div>
      <dt>{name}</dt>
      <dd lang={language}>{value}</dd>
    </div>
  );
}
