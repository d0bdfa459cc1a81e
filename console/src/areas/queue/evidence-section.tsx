// What the platform asked, what it heard, and by which rule it decided: in order of time, with what was said word for word.
// Must never cut an exchange short; whoever opens it wants all of it.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { ExchangeDetails, ExchangeTitle } from '../../parts/exchange';
import { Moment } from '../../parts/moment';
import { Section } from '../../parts/page';
import { VerdictReason } from '../../parts/verdict-reason';
import { useTexts } from '../../texts/language';
import type { QueueEntry } from './queue-queries';
import styles from './queue.module.css';

type Evidence = NonNullable<QueueEntry['evidence']>;
type Verdict = Evidence['verdicts'][number];

/** Of many, the first ones tell how it began, the last ones how it stands. */
const FIRST = 2;
const LAST = 4;

export function EvidenceSection({ entry }: { readonly entry: QueueEntry }) {
  const { queue: t } = useTexts();
  const { evidence, exchanges } = entry;
  const isEmpty = (evidence?.verdicts.length ?? 0) === 0 && exchanges.length === 0;
  return (
    <Section title={t.evidence} explanation={t.evidenceHint}>
      {isEmpty && <p className="quiet">{t.noEvidence}</p>}
      {evidence && <Verdicts evidence={evidence} />}
      {exchanges.length > 0 && (
        <ol className={styles.verdicts}>
          {exchanges.map((exchange) => (
            <ExchangeItem key={`${exchange.startedAt} ${exchange.operation}`} exchange={exchange} />
          ))}
        </ol>
      )}
    </Section>
  );
}

function Verdicts({ evidence: { verdicts, leftOutVerdicts } }: { readonly evidence: Evidence }) {
  const { queue: t, evidence } = useTexts();
  const [showsAll, setShowAll] = useState(false);
  const hidden = showsAll ? [] : verdicts.slice(FIRST, -LAST);
  const first = hidden.length === 0 ? verdicts : verdicts.slice(0, FIRST);
  const last = hidden.length === 0 ? [] : verdicts.slice(-LAST);
  return (
    <ol className={styles.verdicts}>
      {first.map((verdict) => (
        <VerdictItem key={keyOf(verdict)} verdict={verdict} />
      ))}
      {hidden.length > 0 && (
        <li className={styles.gap}>
          <Button variant="default" size="xs" onClick={() => setShowAll(true)}>
            {t.showAll(hidden.length)}
          </Button>
        </li>
      )}
      {leftOutVerdicts > 0 && hidden.length === 0 && (
        <li className={styles.gap}>
          <span className="quiet">{evidence.leftOut(leftOutVerdicts)}</span>
        </li>
      )}
      {last.map((verdict) => (
        <VerdictItem key={keyOf(verdict)} verdict={verdict} />
      ))}
    </ol>
  );
}

/** One that no verdict rests on, folded like those that one does. */
function ExchangeItem({ exchange }: { readonly exchange: QueueEntry['exchanges'][number] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <li>
      <ExchangeTitle exchange={exchange} />
      <FoldButton count={1} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
      {isOpen && <ExchangeDetails exchange={exchange} />}
    </li>
  );
}

interface FoldButtonProps {
  readonly count: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function FoldButton({ count, isOpen, onToggle }: FoldButtonProps) {
  const { queue: t } = useTexts();
  return (
    <Button className={styles.open ?? ''} variant="subtle" size="compact-sm" aria-expanded={isOpen} onClick={onToggle}>
      {isOpen ? t.hideExchanges : t.showExchanges(count)}
    </Button>
  );
}

function keyOf({ orderVersion, rule, decidedAt }: Verdict): string {
  return `${orderVersion} ${rule} ${decidedAt}`;
}

function VerdictItem({ verdict }: { readonly verdict: Verdict }) {
  const { evidence } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const { rule, decidedAt, decidedBy, exchanges, prunedExchanges, fromStatus, toStatus } = verdict;
  return (
    <li data-settled={fromStatus !== toStatus}>
      <p className={styles.when}>
        <Moment at={decidedAt} /> · {decidedBy === 'platform' ? evidence.platform : decidedBy}
      </p>
      <p>{evidence.rules[rule]}</p>
      <VerdictReason verdict={verdict} className={styles.words} />
      {prunedExchanges > 0 && <p className="quiet">{evidence.pruned(prunedExchanges)}</p>}
      {exchanges.length > 0 && (
        <FoldButton count={exchanges.length} isOpen={isOpen} onToggle={() => setOpen(!isOpen)} />
      )}
      {isOpen &&
        exchanges.map((exchange) => (
          <ExchangeDetails key={`${exchange.startedAt} ${exchange.operation}`} exchange={exchange} hasTitle />
        ))}
    </li>
  );
}
