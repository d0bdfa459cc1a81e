// One thing that happened: when, who, and a sentence; what there is to see behind it opens.
// Must never make up a sentence for what it does not know; then the server's name for it is shown.
import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { ExchangeDetails } from '../../parts/exchange';
import { formatMinute, formatSecond } from '../../format/moment';
import { formatWon } from '../../format/won';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { reasonInLine } from '../../texts/evidence';
import { useLanguage, useTexts } from '../../texts/language';
import { providerName } from '../../texts/providers';
import { DeliveryDetails } from './delivery-details';
import { exchangeQuery, type TimelineEntry } from './order-queries';
import styles from './order.module.css';
import { toneOf, useSentence } from './timeline-sentence';

interface TimelineItemProps {
  readonly orderId: string;
  readonly entry: TimelineEntry;
}

export function TimelineItem({ orderId, entry }: TimelineItemProps) {
  const sentence = useSentence(entry);
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  const canOpen = entry.kind === 'exchange' || entry.kind === 'delivery';
  const line = (
    <>
      <time dateTime={entry.at} title={formatSecond(entry.at)} className={styles.at}>
        {formatSecond(entry.at).slice(5, 19)}
      </time>
      <span className={styles.sentence}>
        <Actor entry={entry} /> {sentence}
        <Words entry={entry} />
      </span>
      {canOpen && <Icon name={isOpen ? 'more' : 'forward'} size={14} />}
    </>
  );
  return (
    <li className={styles.entry} data-kind={entry.kind} data-tone={toneOf(entry)}>
      {canOpen ? (
        <UnstyledButton
          className={styles.entryLine}
          aria-expanded={isOpen}
          aria-controls={detailsId}
          onClick={() => setOpen(!isOpen)}
        >
          {line}
        </UnstyledButton>
      ) : (
        <div className={styles.entryLine}>{line}</div>
      )}
      {isOpen && (
        <div id={detailsId} className={styles.entryDetails}>
          <Details orderId={orderId} entry={entry} />
        </div>
      )}
    </li>
  );
}

function Actor({ entry: { actor } }: { readonly entry: TimelineEntry }) {
  const { orders } = useTexts();
  const provider = actor.kind === 'provider' && actor.name !== null ? providerName(actor.name) : undefined;
  return <b className={styles.actor}>{provider ?? actor.name ?? orders.page.actors[actor.kind]}</b>;
}

/** What a person wrote, or what made an answer unclear. */
function Words({ entry: { actor, deed, verdict } }: { readonly entry: TimelineEntry }) {
  const { evidence } = useTexts();
  const language = useLanguage();
  const words = deed?.reason ?? verdict?.reason ?? null;
  if (words === null) return null;
  if (deed || actor.kind !== 'platform') return <span className={styles.words}> “{words}”</span>;
  const told = reasonInLine(evidence, words, (amountWon) => formatWon(amountWon, language), formatMinute);
  if (told !== null) return <span className={styles.words}> {told}</span>;
  return (
    <span lang="en" className={styles.words}>
      {' '}
      “{words}”
    </span>
  );
}

function Details({ orderId, entry }: TimelineItemProps): ReactNode {
  if (entry.delivery) return <DeliveryDetails delivery={entry.delivery} />;
  return <LoadedExchange orderId={orderId} exchangeId={entry.id} />;
}

function LoadedExchange({ orderId, exchangeId }: { readonly orderId: string; readonly exchangeId: string }) {
  const exchange = useQuery(exchangeQuery(orderId, exchangeId));
  return (
    <>
      <ErrorNotice error={exchange.error} onRetry={() => void exchange.refetch()} />
      {exchange.isPending && <LoadingRows rows={3} />}
      {exchange.data && <ExchangeDetails exchange={exchange.data} />}
    </>
  );
}
