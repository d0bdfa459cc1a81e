// The places that the menu leads to: who may see them, their icon, and their shortcut. The map for whoever adds one.
// Must never list a place before it exists.
import type { Mode, Permission } from '../api/session';
import type { IconName } from '../parts/icon';
import type { Texts } from '../texts/ko/index';

/** A place in the menu. */
export interface Place {
  readonly to:
    | '/'
    | '/queue'
    | '/orders'
    | '/approvals'
    | '/refund-batches'
    | '/billing-keys'
    | '/sellers'
    | '/api-keys'
    | '/endpoints'
    | '/simulators'
    | '/people'
    | '/changes'
    | '/audit'
    | '/account';
  readonly name: keyof Texts['frame']['pages'];
  readonly group: keyof Texts['frame']['groups'];
  readonly icon: IconName;
  /** `null`: for whoever is signed in. */
  readonly permission: Permission | null;
  /** The key that leads there after `g`. */
  readonly key: string;
  /** Only where the server is exactly so serious; left out: everywhere. */
  readonly mode?: Mode;
}

/** In the order of the menu. Whoever signs in begins at the first one that they may see. */
const PLACES: readonly Place[] = [
  { to: '/', name: 'figures', group: 'work', icon: 'figures', permission: 'desk:read', key: 'h' },
  { to: '/queue', name: 'queue', group: 'work', icon: 'queue', permission: 'desk:read', key: 'q' },
  { to: '/orders', name: 'orders', group: 'work', icon: 'orders', permission: 'desk:read', key: 'o' },
  { to: '/approvals', name: 'approvals', group: 'work', icon: 'approvals', permission: 'desk:read', key: 'v' },
  { to: '/refund-batches', name: 'refundBatches', group: 'work', icon: 'batches', permission: 'refunds:ask', key: 'u' },
  { to: '/billing-keys', name: 'billingKeys', group: 'running', icon: 'card', permission: 'desk:read', key: 'c' },
  { to: '/sellers', name: 'sellers', group: 'running', icon: 'shop', permission: 'sellers:manage', key: 's' },
  { to: '/api-keys', name: 'apiKeys', group: 'running', icon: 'key', permission: 'keys:manage', key: 'k' },
  { to: '/endpoints', name: 'endpoints', group: 'running', icon: 'hook', permission: 'desk:read', key: 'w' },
  {
    to: '/simulators',
    name: 'simulators',
    group: 'running',
    icon: 'flask',
    permission: 'simulators:manage',
    key: 'x',
    mode: 'simulator',
  },
  { to: '/people', name: 'people', group: 'administration', icon: 'people', permission: 'people:manage', key: 'p' },
  {
    to: '/changes',
    name: 'changes',
    group: 'administration',
    icon: 'approvals',
    permission: 'rights:approve',
    key: 'r',
  },
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

/** Those of the places that somebody may see, and that are there. */
export function placesFor(may: (permission: Permission) => boolean, present: Mode): readonly Place[] {
  return PLACES.filter(
    ({ permission, mode = present }) => (permission === null || may(permission)) && mode === present,
  );
}
