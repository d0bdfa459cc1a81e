// What a change would change: each field as it is now, and as it would be.
// Must never shorten what changes; whoever decides has to see all of it.
import { Moment } from '../../parts/moment';
import { Won } from '../../parts/won';
import type { Role } from '../../api/session';
import { useTexts } from '../../texts/language';
import { providerName } from '../../texts/providers';
import type { Change } from './change-queries';
import styles from './changes.module.css';

export function ChangeFacts({ change: { before, after } }: { readonly change: Change }) {
  const { changes: t } = useTexts();
  const inOrder = Object.keys(t.fields);
  const placeOf = (name: string) => (inOrder.includes(name) ? inOrder.indexOf(name) : inOrder.length);
  const present = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  const names = present.sort((one, other) => placeOf(one) - placeOf(other));
  const hasBefore = Object.keys(before).length > 0;
  return (
    <table className={styles.facts}>
      <thead>
        <tr>
          <td />
          {hasBefore && <th scope="col">{t.before}</th>}
          <th scope="col">{t.after}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{t.fields[name] ?? name}</th>
            {hasBefore && (
              <td data-label={t.before}>
                <Value name={name} value={before[name]} />
              </td>
            )}
            <td data-label={t.after}>
              <Value name={name} value={after[name]} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ name, value }: { readonly name: string; readonly value: unknown }) {
  const { frame, people, changes: t } = useTexts();
  if (value === undefined) return null;
  if (value === null) return name.endsWith('Won') ? t.noLimit : frame.none;
  if (typeof value === 'number') return name.endsWith('Won') ? <Won amountWon={value} /> : value;
  if (typeof value === 'boolean') return value ? t.yes : t.no;
  if (Array.isArray(value)) {
    if (value.length === 0) return frame.none;
    return value.map((part) => (name === 'roles' ? people.roles[part as Role].name : String(part))).join(', ');
  }
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value)) return <Moment at={value} />;
  if (typeof value !== 'string') return JSON.stringify(value);
  return name === 'provider' ? providerName(value) : value;
}
