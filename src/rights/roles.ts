// The roles of the refund desk and what each permits: the one table.
// Must never be asked once and remembered: roles may change while somebody is signed in.
import type { Permission } from '../access/permissions.js';
import type { Mode } from '../config/platform.config.js';

const PERMISSIONS_OF_ROLES = {
  viewer: ['desk:read'],
  operator: ['desk:read', 'desk:unmask', 'refunds:ask', 'decisions:make', 'webhooks:redeliver'],
  approver: ['desk:read', 'refunds:approve'],
  administrator: [
    'desk:read',
    'desk:unmask',
    'people:manage',
    'rights:approve',
    'keys:manage',
    'sellers:manage',
    'endpoints:manage',
    'billing:manage',
    'audit:read',
    'simulators:manage',
  ],
} as const satisfies Record<string, readonly Permission[]>;

export type Role = keyof typeof PERMISSIONS_OF_ROLES;

export const ROLES = Object.keys(PERMISSIONS_OF_ROLES) as readonly Role[];

/** What somebody with these roles may do; a role that is not in the table permits nothing. */
export function permissionsOf(roles: readonly string[]): Permission[] {
  const known = ROLES.filter((role) => roles.includes(role));
  return [...new Set(known.flatMap((role): readonly Permission[] => PERMISSIONS_OF_ROLES[role]))];
}

/**
 * Whether somebody who may do this needs a second factor. In production everybody does who may do more than read what
 * is masked: also an administrator, who could give anybody the power to refund.
 */
export function needsSecondFactor(permissions: readonly Permission[], mode: Mode): boolean {
  return mode === 'production' && permissions.some((permission) => permission !== 'desk:read');
}
