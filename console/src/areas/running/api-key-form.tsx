// The form for a new API key: what uses it, what it may do, and until when.
// Must never choose a scope by itself: whoever makes a key says what it may do.
import { Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { startOfDay } from '../../format/moment';
import dialog from '../../parts/confirm.module.css';
import { ErrorNotice } from '../../parts/error-notice';
import { useTexts } from '../../texts/language';
import type { Scope } from '../../texts/running';
import { scopesQuery, useCreateApiKey, type MadeApiKey } from './api-key-queries';
import styles from './running.module.css';

interface ApiKeyFormProps {
  readonly onMade: (key: MadeApiKey) => void;
  readonly onCancel: () => void;
}

interface Wish {
  readonly name: string;
  readonly scopes: Scope[];
  /** A Korean day; empty: never. */
  readonly expires: string;
  /** Won; empty: no limit. */
  readonly limitPerRequestWon: number | '';
  readonly limitPerDayWon: number | '';
  readonly limitPerOrderWon: number | '';
}

const LIMITS = ['limitPerRequestWon', 'limitPerDayWon', 'limitPerOrderWon'] as const;
type Limits = Pick<Wish, (typeof LIMITS)[number]>;

/** Those that were filled in. */
function givenOf(limits: Limits): Partial<Record<(typeof LIMITS)[number], number>> {
  return Object.fromEntries(Object.entries(limits).filter((limit): limit is [string, number] => limit[1] !== ''));
}

export function ApiKeyForm({ onMade, onCancel }: ApiKeyFormProps) {
  const { frame, running, changes } = useTexts();
  const t = running.keys;
  const create = useCreateApiKey();
  const scopes = useQuery(scopesQuery);
  const form = useForm<Wish>({
    initialValues: {
      name: '',
      scopes: [],
      expires: '',
      limitPerRequestWon: '',
      limitPerDayWon: '',
      limitPerOrderWon: '',
    },
    validate: {
      name: (name) => (name.trim() === '' ? t.nameMissing : null),
      scopes: (chosen) => (chosen.length === 0 ? t.scopesMissing : null),
      expires: (day) => (day !== '' && Date.parse(startOfDay(day)) <= Date.now() ? t.expiresPast : null),
    },
  });
  const submit = ({ name, scopes: chosen, expires, ...limits }: Wish): void => {
    const expiresAt = expires !== '' && { expiresAt: startOfDay(expires) };
    create.mutate({ name: name.trim(), scopes: chosen, ...expiresAt, ...givenOf(limits) }, { onSuccess: onMade });
  };
  return (
    <form className={styles.form} noValidate onSubmit={form.onSubmit(submit)}>
      <ErrorNotice error={create.error ?? scopes.error} writing />
      <TextInput
        label={t.name}
        placeholder={t.nameHint}
        required
        maxLength={100}
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <Checkbox.Group label={t.scopesLabel} required {...form.getInputProps('scopes')}>
        <div className={styles.choices}>
          {(scopes.data ?? []).map((scope) => (
            <Checkbox
              key={scope}
              value={scope}
              label={<span className="fixed">{scope}</span>}
              description={t.scopes[scope]}
            />
          ))}
        </div>
      </Checkbox.Group>
      <TextInput type="date" label={t.expires} description={t.expiresHint} {...form.getInputProps('expires')} />
      {LIMITS.map((limit) => (
        <NumberInput
          key={limit}
          label={changes.fields[limit]}
          description={limit === 'limitPerRequestWon' ? t.limitsHint : undefined}
          min={0}
          allowDecimal={false}
          allowNegative={false}
          thousandSeparator=","
          hideControls
          {...form.getInputProps(limit)}
        />
      ))}
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onCancel}>
          {frame.cancel}
        </Button>
        <Button type="submit" loading={create.isPending}>
          {t.createSubmit}
        </Button>
      </div>
    </form>
  );
}
