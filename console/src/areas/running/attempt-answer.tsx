// How an endpoint answered one attempt, word for word.
// Must never be taken for markup: it is somebody else's text.
import { useTexts } from '../../texts/language';
import type { Attempt } from './endpoint-queries';
import styles from './running.module.css';

export function AttemptAnswer({ attempt }: { readonly attempt: Attempt }) {
  const t = useTexts().running.endpoints;
  const { httpStatus, durationMs, answer, failure } = attempt;
  return (
    <>
      <p className="numbers">
        {httpStatus === null ? t.unanswered(durationMs) : t.answered(httpStatus, durationMs)}
        {failure !== null && <span lang="en"> · {failure}</span>}
      </p>
      {answer !== null && answer !== '' && (
        <pre className={styles.answer} tabIndex={0}>
          {answer}
        </pre>
      )}
      {answer === '' && <p className="quiet">{t.emptyAnswer}</p>}
    </>
  );
}
