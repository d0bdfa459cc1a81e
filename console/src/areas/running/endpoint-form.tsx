// The fields of a webhook endpoint, for a new one and for one that changes.
// Must never offer an event that the server does not have.
import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import dialog from '../../parts/confirm.module.css';
import { ErrorNotice } from '../../parts/error-notice';
import { useTexts } from '../../texts/language';
import { eventTypesQuery, type EndpointWish } from './endpoint-queries';
import styles from './running.module.css';

/** What the server calls everything. */
const EVERYTHING = '*';

interface EndpointFormProps {
  readonly initial: EndpointWish;
  readonly label: string;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onWish: (wish: EndpointWish) => void;
  readonly onCancel: () => void;
}

export function EndpointForm({ initial, label, error, isPending, onWish, onCancel }: EndpointFormProps) {
  const { frame, running } = useTexts();
  const t = running.endpoints;
  const form = useForm<EndpointWish>({
    initialValues: { ...initial, eventTypes: initial.eventTypes.filter((type) => type !== EVERYTHING) },
    validate: { url: (url) => (/^https?:\/\/\S+$/.test(url.trim()) ? null : t.addressMissing) },
  });
  const submit = ({ url, description, eventTypes }: EndpointWish): void => {
    const types = eventTypes.length === 0 ? [EVERYTHING] : eventTypes;
    onWish({ url: url.trim(), description: description.trim(), eventTypes: types });
  };
  return (
    <form className={styles.form} noValidate onSubmit={form.onSubmit(submit)}>
      <ErrorNotice error={error} writing />
      <TextInput
        type="url"
        label={t.address}
        placeholder={t.addressHint}
        required
        maxLength={1000}
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('url')}
      />
      <TextInput label={t.description} maxLength={200} autoComplete="off" {...form.getInputProps('description')} />
      <EventTypes label={t.eventTypes} description={t.eventTypesHint} {...form.getInputProps('eventTypes')} />
      <div className={dialog.buttons}>
        <Button variant="default" onClick={onCancel}>
          {frame.cancel}
        </Button>
        <Button type="submit" loading={isPending}>
          {label}
        </Button>
      </div>
    </form>
  );
}

interface EventTypesProps {
  readonly label: string;
  readonly description: string;
  readonly value?: string[];
  readonly onChange?: (types: string[]) => void;
}

/** Chooses among the types of events, and all of a thing (`payment.*`). */
export function EventTypes({ label, description, value = [], onChange }: EventTypesProps) {
  const { data: types = [] } = useQuery(eventTypesQuery);
  const groups = [...new Set(types.map((type) => `${type.slice(0, type.indexOf('.'))}.*`))];
  return (
    <MultiSelect
      label={label}
      description={description}
      data={[...new Set([...groups, ...types, ...value])].sort()}
      value={value}
      onChange={(chosen) => onChange?.(chosen)}
      searchable
      clearable
      hidePickedOptions
      classNames={{ inputField: styles.inside ?? '' }}
      comboboxProps={{ withinPortal: true }}
    />
  );
}
