// Orders trouble at a simulator: with which call, what, how often, and what it takes besides.
// Must never offer what the simulator cannot do: what there is, it says itself.
import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { ErrorNotice } from '../../parts/error-notice';
import { useTexts } from '../../texts/language';
import styles from './running.module.css';
import { usePlaceFault, type FaultWish, type Simulator } from './simulator-queries';

const USUAL = 'usual';

/** As the fields hold it. */
interface Fields {
  readonly endpoint: string;
  readonly fault: string;
  readonly often: 'times' | 'share';
  readonly count: number | string;
  readonly percent: number | string;
  readonly delayMs: number | string;
  readonly effect: string;
  readonly code: string;
  readonly reference: string;
}

export function FaultForm({ simulator }: { readonly simulator: Simulator }) {
  const t = useTexts().running.simulators;
  const place = usePlaceFault(simulator.provider);
  const form = useForm<Fields>({
    initialValues: firstOf(simulator),
    onValuesChange: () => place.reset(),
  });
  const { endpoint, fault, often } = form.values;
  const faultsOf = (name: string): string[] => simulator.endpoints.find((each) => each.name === name)?.faults ?? [];
  const chooseEndpoint = (name: string | null): void => {
    if (name === null) return;
    form.setFieldValue('endpoint', name);
    if (!faultsOf(name).includes(fault)) form.setFieldValue('fault', faultsOf(name)[0] ?? '');
  };
  return (
    <form className={styles.form} noValidate onSubmit={form.onSubmit((fields) => place.mutate(wishOf(fields)))}>
      <ErrorNotice error={place.error} writing />
      <div className={styles.pair}>
        <Select
          label={t.call}
          data={simulator.endpoints.map(({ name }) => ({ value: name, label: t.calls[name] ?? name }))}
          value={endpoint}
          onChange={chooseEndpoint}
          allowDeselect={false}
        />
        <Select
          label={t.fault}
          data={faultsOf(endpoint).map((name) => ({ value: name, label: t.faults[name] ?? name }))}
          allowDeselect={false}
          {...form.getInputProps('fault')}
        />
        <Select
          label={t.howOften}
          data={[
            { value: 'times', label: t.byTimes },
            { value: 'share', label: t.byShare },
          ]}
          allowDeselect={false}
          {...form.getInputProps('often')}
        />
        {often === 'times' ? (
          <NumberInput label={t.timesLabel} min={1} max={1_000_000} {...form.getInputProps('count')} />
        ) : (
          <NumberInput label={t.percentLabel} min={0} max={100} {...form.getInputProps('percent')} />
        )}
        {fault === 'delay' && (
          <NumberInput label={t.delay} min={0} max={600_000} step={500} {...form.getInputProps('delayMs')} />
        )}
        {fault === 'decline' && (
          <TextInput label={t.code} placeholder={t.codeHint} maxLength={12} {...form.getInputProps('code')} />
        )}
        <Select
          label={t.effect}
          data={[
            { value: USUAL, label: t.effectUsual },
            { value: 'before', label: t.effectBefore },
            { value: 'after', label: t.effectAfter },
          ]}
          allowDeselect={false}
          {...form.getInputProps('effect')}
        />
        <TextInput
          label={t.reference}
          placeholder={t.referenceHint}
          maxLength={100}
          autoComplete="off"
          {...form.getInputProps('reference')}
        />
      </div>
      <Button type="submit" loading={place.isPending}>
        {t.place}
      </Button>
    </form>
  );
}

function firstOf({ endpoints }: Simulator): Fields {
  const [first] = endpoints;
  return {
    endpoint: first?.name ?? '',
    fault: first?.faults[0] ?? '',
    often: 'times',
    count: 1,
    percent: 10,
    delayMs: 3_000,
    effect: USUAL,
    code: '',
    reference: '',
  };
}

function wishOf({ endpoint, fault, often, count, percent, delayMs, effect, code, reference }: Fields): FaultWish {
  return {
    endpoint,
    fault,
    ...(often === 'times' ? { count: Number(count) } : { percent: Number(percent) }),
    ...(fault === 'delay' && { delayMs: Number(delayMs) }),
    ...((effect === 'before' || effect === 'after') && { effect }),
    ...(fault === 'decline' && code.trim() !== '' && { code: code.trim() }),
    ...(reference.trim() !== '' && { reference: reference.trim() }),
  };
}
