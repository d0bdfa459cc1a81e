// Entries of the trail: one line each, with what changed behind it.
// Must never shorten what changed; whoever opens an entry wants all of it.
import { Fragment, useId, useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import type { Answer } from '../../api/client';
import { Icon } from '../../parts/icon';
import { Moment } from '../../parts/moment';
import { Won } from '../../parts/won';
import { useTexts } from '../../texts/language';
import styles from './audit.module.css';

type Entry = Answer<'/admin/audit', 'get'>['items'][number];

export function AuditEntries({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <ol className={styles.entries}>
      {entries.map((entry) => (
        <EntryLine key={entry.id} entry={entry} />
      ))}
    </ol>
  );
}

function EntryLine({ entry }: { readonly entry: Entry }) {
  const { audit: t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  return (
    <li className={styles.entry} data-open={isOpen}>
      <UnstyledButton
        className={styles.line}
        aria-expanded={isOpen}
        aria-controls={detailsId}
        onClick={() => setOpen(!isOpen)}
      >
        <Moment at={entry.occurredAt} />
        <span className={styles.who}>
          {entry.personId === null ? (t.nobodies[entry.personName] ?? entry.personName) : entry.personName}
        </span>
        <span className={styles.what}>
          {t.actions[entry.action] ?? <span className="fixed">{entry.action}</span>}
          {entry.reason !== null && <span className="quiet"> · {t.reasons[entry.reason] ?? entry.reason}</span>}
        </span>
        <span className={styles.subjectOf}>{entry.subject !== entry.personId && entry.subject}</span>
        <Icon name="more" size={16} />
      </UnstyledButton>
      {isOpen && <Details id={detailsId} entry={entry} />}
    </li>
  );
}

function Details({ id, entry }: { readonly id: string; readonly entry: Entry }) {
  const { frame, audit: t } = useTexts();
  const facts: readonly (readonly [string, string | null])[] = [
    [t.action, entry.action],
    [t.subject, entry.subject],
    [t.where, entry.address],
    [t.why, entry.reason && (t.reasons[entry.reason] ?? entry.reason)],
    [frame.requestId, entry.requestId],
  ];
  const names = [...new Set([...Object.keys(entry.before ?? {}), ...Object.keys(entry.after ?? {})])];
  return (
    <div id={id} className={styles.details}>
      <dl className={styles.facts}>
        {facts.map(
          ([name, value]) =>
            value !== null && (
              <Fragment key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </Fragment>
            ),
        )}
      </dl>
      {names.length > 0 && (
        <table className={styles.changes}>
          <thead>
            <tr>
              <td />
              <th scope="col">{t.before}</th>
              <th scope="col">{t.after}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <Value name={name} value={entry.before?.[name]} />
                </td>
                <td>
                  <Value name={name} value={entry.after?.[name]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** Amounts and moments as everywhere else; what else it may be, as the server wrote it down. */
function Value({ name, value }: { readonly name: string; readonly value: unknown }) {
  const { frame } = useTexts();
  if (typeof value === 'number' && name.endsWith('Won')) return <Won amountWon={value} />;
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return <Moment at={value} />;
  return shown(value, frame.none);
}

function shown(value: unknown, none: string): string {
  if (value === undefined) return '';
  if (value === null) return none;
  if (Array.isArray(value)) return value.length === 0 ? none : value.map((part) => shown(part, none)).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
