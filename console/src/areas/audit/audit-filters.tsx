// The filters of the trail: words, person, action, days.
// Must never ask the server at every letter.
import { Button, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useMay } from '../../api/session';
import { Icon } from '../../parts/icon';
import { useShortcuts, type Shortcut } from '../../shortcuts/shortcuts';
import { useTexts } from '../../texts/language';
import { peopleQuery } from '../people/people-queries';
import type { AuditFilter } from './audit-filter';
import styles from './audit.module.css';

const TYPING_PAUSE_MS = 250;

interface AuditFiltersProps {
  readonly filter: AuditFilter;
  readonly text: string;
  readonly onText: (text: string) => void;
}

export function AuditFilters({ filter, text, onText }: AuditFiltersProps) {
  const { audit: t } = useTexts();
  const navigate = useNavigate({ from: '/audit' });
  const change = (changed: { readonly [Name in keyof AuditFilter]: string | null }): void => {
    const next = Object.entries({ ...filter, ...changed }).filter(([, value]) => value !== null && value !== '');
    void navigate({ search: Object.fromEntries(next), replace: true });
  };
  const isFiltered = Object.keys(filter).length > 0 || text !== '';
  return (
    <div className={styles.filters} role="search">
      <SearchField key={text === '' ? 'empty' : 'used'} text={text} onText={onText} />
      <PersonFilter personId={filter.personId} onChange={(personId) => change({ personId })} />
      <Select
        label={t.action}
        placeholder={t.everyAction}
        data={Object.entries(t.actions).map(([value, label]) => ({ value, label: label ?? value }))}
        value={filter.action ?? null}
        onChange={(action) => change({ action })}
        searchable
        clearable
      />
      <TextInput
        type="date"
        label={t.from}
        value={filter.from ?? ''}
        max={filter.to}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t.to}
        value={filter.to ?? ''}
        min={filter.from}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
      {isFiltered && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            onText('');
            void navigate({ search: {}, replace: true });
          }}
        >
          {t.clear}
        </Button>
      )}
      {filter.subject !== undefined && (
        <p className={styles.subject}>
          <span className="quiet">{t.subject}</span> <span className="fixed">{filter.subject}</span>
        </p>
      )}
    </div>
  );
}

function SearchField({ text, onText }: Pick<AuditFiltersProps, 'text' | 'onText'>) {
  const { audit: t } = useTexts();
  const [typed, setTyped] = useState(text);
  const search = useDebouncedCallback(onText, TYPING_PAUSE_MS);
  const field = useRef<HTMLInputElement>(null);
  useShortcuts(
    useMemo(
      (): Shortcut[] => [{ keys: '/', label: t.focusSearch, where: 'page', run: () => field.current?.focus() }],
      [t],
    ),
  );
  return (
    <TextInput
      ref={field}
      className={styles.search ?? ''}
      label={t.search}
      placeholder={t.searchHint}
      leftSection={<Icon name="search" size={16} />}
      type="search"
      autoComplete="off"
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        search(event.currentTarget.value.trim());
      }}
    />
  );
}

interface PersonFilterProps {
  readonly personId: string | undefined;
  readonly onChange: (personId: string | null) => void;
}

/** Names, for those who may read them; others find people by searching for them. */
function PersonFilter({ personId, onChange }: PersonFilterProps) {
  const { audit: t } = useTexts();
  const may = useMay();
  const people = useQuery({ ...peopleQuery, enabled: may('people:manage') });
  if (!may('people:manage')) return null;
  return (
    <Select
      label={t.person}
      placeholder="—"
      data={people.data?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
      value={personId ?? null}
      onChange={onChange}
      searchable
      clearable
    />
  );
}
