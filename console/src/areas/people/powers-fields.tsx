// The fields for what somebody may do: roles and the limit of refunds.
// Must never offer a role that the server does not have.
import { Checkbox, NumberInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { Role } from '../../api/session';
import { useLanguage, useTexts } from '../../texts/language';
import styles from './people.module.css';

/** In the order in which they are shown: from those who only read to those who may change everything. */
const ROLES: readonly Role[] = ['viewer', 'operator', 'approver', 'administrator'];

/** As the fields hold them. */
export interface Powers {
  readonly name: string;
  readonly roles: Role[];
  /** Empty: no limit. */
  readonly refundLimitWon: number | '';
}

/** What is wrong with the powers, as sentences for the fields. */
export function usePowersFaults() {
  const { people } = useTexts();
  return {
    name: (name: string) => (name.trim() === '' ? people.nameMissing : null),
    roles: (roles: readonly Role[]) => (roles.length === 0 ? people.rolesMissing : null),
  };
}

export function PowersFields<T extends Powers>({ form }: { readonly form: UseFormReturnType<T> }) {
  const { people } = useTexts();
  const unit = useLanguage() === 'ko' ? { suffix: '원' } : { prefix: '₩' };
  return (
    <>
      <Checkbox.Group label={people.rolesLabel} description={people.rolesHint} {...form.getInputProps('roles')}>
        <div className={styles.roles}>
          {ROLES.map((role) => (
            <Checkbox
              key={role}
              value={role}
              label={people.roles[role].name}
              description={people.roles[role].explanation}
            />
          ))}
        </div>
      </Checkbox.Group>
      <NumberInput
        label={people.refundLimit}
        description={people.refundLimitHint}
        placeholder={people.noLimit}
        min={0}
        max={1_000_000_000_000}
        allowDecimal={false}
        allowNegative={false}
        thousandSeparator=","
        hideControls
        {...unit}
        {...form.getInputProps('refundLimitWon')}
      />
    </>
  );
}
