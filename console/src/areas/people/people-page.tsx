// Everybody who works here, and what they may do.
// Must never show a person's password, code or link; nobody but themselves ever sees those.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useSession } from '../../api/session';
import { Badge } from '../../parts/badge';
import { Empty } from '../../parts/empty';
import { ErrorNotice } from '../../parts/error-notice';
import { Icon } from '../../parts/icon';
import { LoadingRows } from '../../parts/loading';
import { Moment } from '../../parts/moment';
import { Page, Section } from '../../parts/page';
import table from '../../parts/table.module.css';
import { Won } from '../../parts/won';
import { useShortcuts, type Shortcut } from '../../shortcuts/shortcuts';
import { useTexts } from '../../texts/language';
import { Invite } from './invite';
import { peopleQuery, type Person } from './people-queries';
import styles from './people.module.css';
import { Standing } from './standing';

export function PeoplePage() {
  const { people: t } = useTexts();
  const people = useQuery(peopleQuery);
  const [isInviting, setInviting] = useState(false);
  useShortcuts(
    useMemo((): Shortcut[] => [{ keys: 'n', label: t.inviteTitle, where: 'page', run: () => setInviting(true) }], [t]),
  );
  return (
    <Page
      title={t.title}
      explanation={t.explanation}
      actions={
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setInviting(true)}>
          {t.invite}
        </Button>
      }
    >
      <Section>
        <ErrorNotice error={people.error} onRetry={() => void people.refetch()} />
        {people.isPending && <LoadingRows />}
        {people.data && <People items={people.data} />}
      </Section>
      <Invite opened={isInviting} onClose={() => setInviting(false)} />
    </Page>
  );
}

function People({ items }: { readonly items: readonly Person[] }) {
  const { people: t } = useTexts();
  if (items.length === 0) return <Empty icon="people" title={t.empty} />;
  return (
    <table className={table.table}>
      <thead>
        <tr>
          <th scope="col">{t.person}</th>
          <th scope="col">{t.rolesLabel}</th>
          <th scope="col" className={table.amounts}>
            {t.refundLimit}
          </th>
          <th scope="col">{t.secondFactor}</th>
          <th scope="col">{t.since}</th>
          <th scope="col">{t.state}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((person) => (
          <PersonRow key={person.id} person={person} />
        ))}
      </tbody>
    </table>
  );
}

function PersonRow({ person }: { readonly person: Person }) {
  const { people: t, changes } = useTexts();
  const isOneself = useSession().person.id === person.id;
  return (
    <tr>
      <td className={table.lead}>
        <span className={styles.person}>
          <Link to="/people/$personId" params={{ personId: person.id }} className={styles.name}>
            {person.name}
          </Link>
          {isOneself && <span className={styles.you}>{t.you}</span>}
          <span className={styles.email}>{person.email}</span>
        </span>
      </td>
      <td data-label={t.rolesLabel}>{person.roles.map((role) => t.roles[role].name).join(', ')}</td>
      <td data-label={t.refundLimit} className={table.amounts}>
        {person.refundLimitWon === null ? (
          <span className="quiet">{t.noLimit}</span>
        ) : (
          <Won amountWon={person.refundLimitWon} />
        )}
      </td>
      <td data-label={t.secondFactor}>
        {person.hasSecondFactor ? t.withSecondFactor : <span className="quiet">{t.withoutSecondFactor}</span>}
      </td>
      <td data-label={t.since}>
        <Moment at={person.createdAt} distance />
      </td>
      <td data-label={t.state}>
        <Standing person={person} />{' '}
        {person.waitsForChangeIds.length > 0 && <Badge tone="warn">{changes.waiting}</Badge>}
      </td>
    </tr>
  );
}
