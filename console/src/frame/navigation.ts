// The places that the menu leads to: who may see them, their icon, and their shortcut. The map for whoever adds one.
// Must never list a place before it exists.
import type { Permission } from '../api/session';
import type { IconName } from '../parts/icon';
import type { Texts } from '../texts/ko/index';

/** A place in the menu. */
export interface Place {
  readonly to: '/' | '/queue' | '/people' | '/audit' | '/account';
  readonly name: keyof Texts['frame']['pages'];
  readonly group: keyof Texts['frame']['groups'];
  readonly icon: IconName;
  /** `null`: for whoever is signed in. */
  readonly permission: Permission | null;
  /** The key that leads there after `g`. */
  readonly key: string;
}

/** In the order of the menu. Whoever signs in begins at the first one that they may see. */
export const PLACES: readonly Place[] = [
  { to: '/', name: 'figures', group: 'work', icon: 'figures', permission: 'desk:read', key: 'h' },
  { to: '/queue', name: 'queue', group: 'work', icon: 'queue', permission: 'desk:read', key: 'q' },
  { to: '/people', name: 'people', group: 'administration', icon: 'people', permission: 'people:manage', key: 'p' },
  { to: '/audit', name: 'audit', group: 'administration', icon: 'audit', permission: 'audit:read', key: 'a' },
];

/** One's own account; it has a place of its own, below the menu. */
export const ACCOUNT: Place = {
  to: '/account',
  name: 'account',
  group: 'work',
  icon: 'account',
  permission: null,
  key: 'm',
};

/** Those of the places that somebody may see. */
export function placesFor(may: (permission: Permission) => boolean): readonly Place[] {
  return PLACES.filter(({ permission }) => permission === null || may(permission));
}
