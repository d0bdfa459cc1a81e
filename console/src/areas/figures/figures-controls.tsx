// Chooses the period, the day and the seller; what is chosen stands in the address.
// Must never step out of the calendar: the server says which days are beside.
import { ActionIcon, Button, SegmentedControl, Select, TextInput, Tooltip } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { Icon } from '../../parts/icon';
import { useShortcuts, type Shortcut } from '../../shortcuts/shortcuts';
import { useTexts } from '../../texts/language';
import { PERIODS, readFiguresFilter, type FiguresFilter } from './figures-filter';
import type { Figures } from './figures-queries';
import styles from './figures.module.css';

interface FiguresControlsProps {
  readonly filter: FiguresFilter;
  /** `undefined` until they are read. */
  readonly figures: Figures | undefined;
}

export function FiguresControls({ filter, figures }: FiguresControlsProps) {
  const { figures: t } = useTexts();
  const { period = 'day' } = filter;
  const change = useChange();
  const isLatest = figures === undefined || new Date(figures.to) > new Date();
  useStepping(figures, change, isLatest);
  return (
    <div className={styles.controls} role="group" aria-label={t.period}>
      <SegmentedControl
        aria-label={t.period}
        value={period}
        data={PERIODS.map((each) => ({ value: each, label: t.periods[each] }))}
        onChange={(value) => change({ period: value === 'day' ? null : value })}
      />
      <div className={styles.days}>
        <Step icon="back" label={t.earlier[period]} to={figures?.previousDay} onGo={(date) => change({ date })} />
        <TextInput
          type="date"
          aria-label={t.date}
          value={filter.date ?? figures?.firstDay ?? ''}
          onChange={(event) => change({ date: event.currentTarget.value || null })}
        />
        <Step
          icon="forward"
          label={t.later[period]}
          to={isLatest ? undefined : figures.nextDay}
          onGo={(date) => change({ date })}
        />
        <Button variant="default" disabled={filter.date === undefined} onClick={() => change({ date: null })}>
          {t.today}
        </Button>
      </div>
      <Sellers filter={filter} figures={figures} onChoose={(seller) => change({ seller })} />
    </div>
  );
}

type Change = (changed: { readonly [Name in keyof FiguresFilter]: string | null }) => void;

/** Changes what the address holds at the moment of the change, whatever it held when the page was drawn. */
function useChange(): Change {
  const navigate = useNavigate({ from: '/' });
  return useCallback(
    (changed) => {
      const next = (current: FiguresFilter): FiguresFilter =>
        readFiguresFilter(
          Object.fromEntries(Object.entries({ ...current, ...changed }).filter(([, value]) => value !== null)),
        );
      void navigate({ search: next, replace: true });
    },
    [navigate],
  );
}

function useStepping(figures: Figures | undefined, change: Change, isLatest: boolean): void {
  const { figures: t } = useTexts();
  const [previous, next] = [figures?.previousDay, isLatest ? undefined : figures?.nextDay];
  const shortcuts = useMemo(
    (): Shortcut[] => [
      { keys: '[', label: t.stepBack, where: 'page', run: () => previous !== undefined && change({ date: previous }) },
      { keys: ']', label: t.stepOn, where: 'page', run: () => next !== undefined && change({ date: next }) },
    ],
    [previous, next, change, t],
  );
  useShortcuts(shortcuts);
}

interface StepProps {
  readonly icon: 'back' | 'forward';
  readonly label: string;
  /** `undefined`: there is nothing to step to. */
  readonly to: string | undefined;
  readonly onGo: (day: string) => void;
}

function Step({ icon, label, to, onGo }: StepProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={label}
        disabled={to === undefined}
        onClick={() => to !== undefined && onGo(to)}
      >
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}

interface SellersProps extends FiguresControlsProps {
  readonly onChoose: (seller: string | null) => void;
}

/** Where there is one seller there is nothing to choose. */
function Sellers({ filter: { seller }, figures, onChoose }: SellersProps) {
  const { figures: t } = useTexts();
  if (seller === undefined && (figures?.sellers.length ?? 0) < 2) return null;
  const choices = figures?.sellers.map(({ code, name }) => ({ value: code, label: name })) ?? [];
  return (
    <Select
      aria-label={t.seller}
      placeholder={t.everySeller}
      data={choices}
      value={seller ?? null}
      onChange={onChoose}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t.everySeller }}
    />
  );
}
