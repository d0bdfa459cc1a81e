// Changes what one person may do, and what they are called.
// Must never send what was not changed: another administrator may have changed it meanwhile.
import { Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useSession } from '../../api/session';
import { ErrorNotice } from '../../parts/error-notice';
import { Notice } from '../../parts/notice';
import { useTexts } from '../../texts/language';
import { useChangePerson, type Person, type PersonChange } from './people-queries';
import { PowersFields, usePowersFaults, type Powers } from './powers-fields';
import styles from './people.module.css';

export function PowersForm({ person }: { readonly person: Person }) {
  const { frame, people } = useTexts();
  const change = useChangePerson(person.id);
  const isOneself = useSession().person.id === person.id;
  const form = useForm<Powers>({
    initialValues: { name: person.name, roles: person.roles, refundLimitWon: person.refundLimitWon ?? '' },
    validate: usePowersFaults(),
    onValuesChange: () => change.reset(),
  });
  const submit = (values: Powers): void => {
    change.mutate(changeOf(person, values), {
      onSuccess: (changed) => {
        // What waits is not so yet, so the form shows what is.
        if (changed.waitsForChangeIds.length > 0) form.reset();
        else form.resetDirty(values);
      },
    });
  };
  return (
    <form className={styles.form} noValidate onSubmit={form.onSubmit(submit)}>
      <ErrorNotice error={change.error} writing />
      {change.isSuccess && change.data.waitsForChangeIds.length === 0 && <Notice tone="good" title={frame.saved} />}
      <TextInput label={people.name} required autoComplete="off" {...form.getInputProps('name')} />
      {isOneself ? <p className="quiet">{people.edit.own}</p> : <PowersFields form={form} />}
      <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
        {people.edit.save}
      </Button>
    </form>
  );
}

function changeOf(person: Person, { name, roles, refundLimitWon }: Powers): PersonChange {
  const limit = refundLimitWon === '' ? null : refundLimitWon;
  const sameRoles = roles.length === person.roles.length && roles.every((role) => person.roles.includes(role));
  return {
    ...(name.trim() === person.name ? {} : { name: name.trim() }),
    ...(sameRoles ? {} : { roles }),
    ...(limit === person.refundLimitWon ? {} : limit === null ? { noRefundLimit: true } : { refundLimitWon: limit }),
  };
}
