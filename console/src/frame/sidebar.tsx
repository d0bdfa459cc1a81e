// The menu: what one may see, one's own account, and the switches. Beside the page, or in a drawer on a phone.
// Must never list what the permissions do not allow.
import { ActionIcon, Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { QueueCount } from '../areas/queue/queue-count';
import { useMay, useSession, useSignOut } from '../api/session';
import { Icon } from '../parts/icon';
import { useTexts } from '../texts/language';
import { Brand } from './brand';
import { ACCOUNT, placesFor, type Place } from './navigation';
import styles from './sidebar.module.css';
import { ColorsSwitch, LanguageSwitch } from './switches';

interface SidebarProps {
  /** Called when somebody has gone somewhere. */
  readonly onGone?: () => void;
  readonly onShortcuts: () => void;
}

const GROUPS = ['work', 'running', 'administration'] as const;

export function Sidebar({ onGone, onShortcuts }: SidebarProps) {
  const { frame } = useTexts();
  const places = placesFor(useMay(), useSession().mode);
  return (
    <div className={styles.sidebar}>
      <div className={styles.brand}>
        <Brand />
      </div>
      <nav aria-label={frame.navigation} className={styles.places}>
        {GROUPS.map((group) => {
          const inGroup = places.filter((place) => place.group === group);
          return (
            inGroup.length > 0 && (
              <section key={group}>
                <h2>{frame.groups[group]}</h2>
                <ul>
                  {inGroup.map((place) => (
                    <li key={place.to}>
                      <PlaceLink place={place} onGone={onGone} />
                    </li>
                  ))}
                </ul>
              </section>
            )
          );
        })}
      </nav>
      <div className={styles.foot}>
        <div className={styles.switches}>
          <LanguageSwitch />
          <ColorsSwitch />
          <Tooltip label={frame.shortcuts.open}>
            <ActionIcon variant="subtle" color="gray" aria-label={frame.shortcuts.open} onClick={onShortcuts}>
              <Icon name="keyboard" />
            </ActionIcon>
          </Tooltip>
        </div>
        <Person onGone={onGone} />
      </div>
    </div>
  );
}

/** Every address begins with that of the first page. */
const ACTIVE = { home: { exact: true, includeSearch: false }, other: { includeSearch: false } } as const;

function PlaceLink({ place, onGone }: { readonly place: Place; readonly onGone: (() => void) | undefined }) {
  const { frame } = useTexts();
  return (
    <Link
      to={place.to}
      className={styles.place}
      activeOptions={ACTIVE[place.to === '/' ? 'home' : 'other']}
      onClick={onGone}
    >
      <Icon name={place.icon} />
      {frame.pages[place.name]}
      {place.to === '/queue' && <QueueCount />}
    </Link>
  );
}

function Person({ onGone }: { readonly onGone: (() => void) | undefined }) {
  const { frame, people } = useTexts();
  const { person } = useSession();
  const signOut = useSignOut();
  return (
    <div className={styles.person}>
      <Link to={ACCOUNT.to} className={styles.account} onClick={onGone}>
        <span className={styles.face} aria-hidden="true">
          {[...person.name][0]}
        </span>
        <span className={styles.names}>
          <span className={styles.name}>{person.name}</span>
          <span className={styles.roles}>{person.roles.map((role) => people.roles[role].name).join(' · ')}</span>
        </span>
      </Link>
      <Tooltip label={frame.signOut}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={frame.signOut}
          loading={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          <Icon name="out" />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
