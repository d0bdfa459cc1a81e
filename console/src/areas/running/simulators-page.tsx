// The simulators: what goes wrong next at each, and ordering trouble.
// Must never be reachable where money moves; the server has no such routes there.
import { Anchor, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { isProblem } from '../../api/problem';
import { NotFound } from '../../frame/not-found';
import { ErrorNotice } from '../../parts/error-notice';
import { LoadingRows } from '../../parts/loading';
import { Notice } from '../../parts/notice';
import { Page, Section } from '../../parts/page';
import { useTexts } from '../../texts/language';
import { FaultForm } from './fault-form';
import { useProviderName } from './providers';
import styles from './running.module.css';
import { simulatorsQuery, useClearFaults, useTakeFaultBack, type Fault, type Simulator } from './simulator-queries';

export function SimulatorsPage() {
  const t = useTexts().running.simulators;
  const simulators = useQuery(simulatorsQuery);
  if (isProblem(simulators.error, 'not_found')) return <NotFound />;
  return (
    <Page title={t.title} explanation={t.explanation}>
      <ErrorNotice error={simulators.error} onRetry={() => void simulators.refetch()} />
      {simulators.isPending && <LoadingRows />}
      {simulators.data?.map((simulator) => (
        <SimulatorSection key={simulator.provider} simulator={simulator} />
      ))}
    </Page>
  );
}

function SimulatorSection({ simulator }: { readonly simulator: Simulator }) {
  const t = useTexts().running.simulators;
  const nameOf = useProviderName();
  const clear = useClearFaults(simulator.provider);
  return (
    <Section
      title={nameOf(simulator.provider)}
      explanation={
        <Anchor href={`${simulator.url}/control`} target="_blank" rel="noreferrer" inherit>
          {t.open}
        </Anchor>
      }
      actions={
        simulator.faults.length > 0 && (
          <Button variant="default" loading={clear.isPending} onClick={() => clear.mutate()}>
            {t.clearAll}
          </Button>
        )
      }
    >
      <div className={styles.form}>
        <ErrorNotice error={clear.error} writing />
        {simulator.isReachable ? (
          <>
            <Faults simulator={simulator} />
            <FaultForm simulator={simulator} />
          </>
        ) : (
          <Notice tone="warn" title={t.unreachable} />
        )}
      </div>
    </Section>
  );
}

function Faults({ simulator }: { readonly simulator: Simulator }) {
  const t = useTexts().running.simulators;
  const takeBack = useTakeFaultBack(simulator.provider);
  if (simulator.faults.length === 0) {
    return (
      <Notice tone="good" title={t.none}>
        <p>{t.noneHint}</p>
      </Notice>
    );
  }
  return (
    <>
      <ErrorNotice error={takeBack.error} writing />
      <ul className={styles.list} aria-label={t.active}>
        {simulator.faults.map((fault) => (
          <FaultLine
            key={fault.id}
            fault={fault}
            isBusy={takeBack.isPending}
            onTakeBack={() => takeBack.mutate(fault.id)}
          />
        ))}
      </ul>
    </>
  );
}

interface FaultLineProps {
  readonly fault: Fault;
  readonly isBusy: boolean;
  readonly onTakeBack: () => void;
}

function FaultLine({ fault, isBusy, onTakeBack }: FaultLineProps) {
  const t = useTexts().running.simulators;
  const name = `${t.calls[fault.endpoint] ?? fault.endpoint}: ${t.faults[fault.fault] ?? fault.fault}`;
  const details = [
    fault.percent === null ? fault.left !== null && t.left(fault.left) : t.percent(fault.percent),
    fault.delayMs > 0 && `${fault.delayMs.toLocaleString('en')} ms`,
    fault.code,
    fault.reference,
    fault.hits > 0 && t.hits(fault.hits),
  ].filter(Boolean);
  return (
    <li className={styles.item}>
      <span className={styles.stacked}>
        <strong>{name}</strong>
        <span className={styles.small}>{details.join(' · ')}</span>
      </span>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t.takeBackThis(name)}
        disabled={isBusy}
        onClick={onTakeBack}
      >
        {t.takeBack}
      </Button>
    </li>
  );
}
