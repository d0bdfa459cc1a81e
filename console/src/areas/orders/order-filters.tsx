// The filters of the order list, and a chip for each that is set.
// Must never hold a filter that the address does not.
import { Button, Select, TextInput, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Icon } from '../../parts/icon';
import { useTexts } from '../../texts/language';
import { providerName } from '../../texts/providers';
import { METHODS, ONLY, PERIODS, REFUNDED, STATES, type OrdersFilter } from './orders-filter';
import { choicesQuery } from './orders-queries';
import styles from './orders.module.css';

interface OrderFiltersProps {
  readonly filter: OrdersFilter;
  readonly text: string;
  /** Also forgets what was searched for. */
  readonly onClear: () => void;
}

type Change = { readonly [Name in keyof OrdersFilter]?: OrdersFilter[Name] | null | undefined };

function useChange(filter: OrdersFilter): (changed: Change) => void {
  const navigate = useNavigate({ from: '/orders' });
  return (changed) => {
    const next = Object.entries({ ...filter, ...changed }).filter(
      ([, value]) => value !== null && value !== undefined && value !== '',
    );
    void navigate({ search: Object.fromEntries(next) });
  };
}

export function OrderFilters({ filter, text, onClear }: OrderFiltersProps) {
  const { orders: t, states } = useTexts();
  const change = useChange(filter);
  const choices = useQuery(choicesQuery).data;
  const sellers = choices?.sellers ?? [];
  return (
    <>
      <div className={styles.filters}>
        <Select
          label={t.state}
          placeholder={t.everyState}
          data={[
            ...STATES.map((value) => ({ value: value, label: states.order[value] })),
            { value: REFUNDED, label: t.refunded },
          ]}
          value={filter.state ?? null}
          onChange={(state) => change({ state: state })}
          clearable
        />
        <Select
          label={t.provider}
          placeholder={t.everyProvider}
          data={(choices?.providers ?? []).map((value) => ({ value, label: providerName(value) }))}
          value={filter.provider ?? null}
          onChange={(provider) => change({ provider })}
          clearable
        />
        <Select
          label={t.method}
          placeholder={t.everyMethod}
          data={METHODS.map((value) => ({ value: value, label: t.methods[value] ?? value }))}
          value={filter.method ?? null}
          onChange={(method) => change({ method: method })}
          clearable
        />
        {sellers.length > 1 && (
          <Select
            label={t.seller}
            placeholder={t.everySeller}
            data={sellers.map(({ code, name }) => ({ value: code, label: name }))}
            value={filter.seller ?? null}
            onChange={(seller) => change({ seller })}
            searchable
            clearable
          />
        )}
        <Select
          label={t.only}
          placeholder={t.everything}
          data={ONLY.map((value) => ({ value: value, label: t.onlyChoices[value] }))}
          value={filter.only ?? null}
          onChange={(only) => change({ only: only })}
          clearable
        />
        <Period filter={filter} onChange={change} />
      </div>
      <Chips filter={filter} hasText={text !== ''} onChange={change} onClear={onClear} />
    </>
  );
}

const CUSTOM = 'custom';

function Period({ filter, onChange }: { readonly filter: OrdersFilter; readonly onChange: (changed: Change) => void }) {
  const { orders: t } = useTexts();
  const { days, from, to } = filter;
  const hasDays = from !== undefined || to !== undefined;
  const [isChoosing, setChoosing] = useState(hasDays);
  const isCustom = hasDays || (isChoosing && days === undefined);
  return (
    <>
      <Select
        label={t.period}
        placeholder={t.everyPeriod}
        data={[...PERIODS, CUSTOM].map((value) => ({ value, label: t.periods[value as keyof typeof t.periods] }))}
        value={days !== undefined ? String(days) : isCustom ? CUSTOM : null}
        onChange={(value) => {
          setChoosing(value === CUSTOM);
          onChange({ from: null, to: null, days: value === null || value === CUSTOM ? null : Number(value) });
        }}
        clearable
      />
      {isCustom && (
        <>
          <TextInput
            type="date"
            label={t.from}
            value={from ?? ''}
            max={to}
            onChange={(event) => onChange({ from: event.currentTarget.value, days: null })}
          />
          <TextInput
            type="date"
            label={t.to}
            value={to ?? ''}
            min={from}
            onChange={(event) => onChange({ to: event.currentTarget.value, days: null })}
          />
        </>
      )}
    </>
  );
}

interface ChipsProps {
  readonly filter: OrdersFilter;
  readonly hasText: boolean;
  readonly onChange: (changed: Change) => void;
  readonly onClear: () => void;
}

function Chips({ filter, hasText, onChange, onClear }: ChipsProps) {
  const { orders: t } = useTexts();
  const navigate = useNavigate({ from: '/orders' });
  const chips = useChips(filter);
  if (chips.length === 0 && !hasText) return null;
  return (
    <div className={styles.chips}>
      {chips.map(({ name, label, without }) => (
        <UnstyledButton
          key={name}
          className={styles.chip}
          aria-label={t.removeFilter(label)}
          onClick={() => onChange(without)}
        >
          {label}
          <Icon name="close" size={13} />
        </UnstyledButton>
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        onClick={() => {
          onClear();
          void navigate({ search: {} });
        }}
      >
        {t.clear}
      </Button>
    </div>
  );
}

interface Chip {
  readonly name: string;
  readonly label: string;
  readonly without: Change;
}

function useChips({ state, provider, method, seller, only, from, to, days }: OrdersFilter): readonly Chip[] {
  const { orders: t, states } = useTexts();
  const sellers = useQuery(choicesQuery).data?.sellers ?? [];
  const chip = (name: keyof OrdersFilter, label: string | undefined, without: Change = { [name]: null }): Chip[] =>
    label === undefined ? [] : [{ name, label, without }];
  const period = t.periods[String(days) as keyof typeof t.periods] as string | undefined;
  return [
    ...chip('state', state && (state === REFUNDED ? t.refunded : states.order[state])),
    ...chip('provider', provider && providerName(provider)),
    ...chip('method', method && (t.methods[method] ?? method)),
    ...chip('seller', seller && (sellers.find(({ code }) => code === seller)?.name ?? seller)),
    ...chip('only', only && t.onlyChoices[only]),
    ...chip('days', days === undefined ? undefined : (period ?? `${days}`)),
    ...(from !== undefined || to !== undefined
      ? chip('from', `${from ?? ''} ~ ${to ?? ''}`, { from: null, to: null })
      : []),
  ];
}
