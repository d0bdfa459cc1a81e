// What the roles permit, and who needs a second factor.
import { expect, test } from 'vitest';
import { PERMISSIONS } from '../access/permissions.js';
import { needsSecondFactor, permissionsOf, ROLES } from './roles.js';

test.each([
  [['viewer'], ['desk:read']],
  [['approver'], ['desk:read', 'refunds:approve']],
  [['operator'], ['desk:read', 'desk:unmask', 'refunds:ask', 'decisions:make', 'webhooks:redeliver']],
  [
    ['approver', 'viewer', 'operator'],
    ['desk:read', 'desk:unmask', 'refunds:ask', 'decisions:make', 'webhooks:redeliver', 'refunds:approve'],
  ],
  [[], []],
  [['root', 'Viewer', '__proto__', 'toString'], []],
])('%o permits %o', (roles, permissions) => {
  expect(permissionsOf(roles)).toEqual(permissions);
});

test('every permission is given by some role, and no single role gives both asking for a refund and approving it', () => {
  expect([...permissionsOf(ROLES)].sort()).toEqual([...PERMISSIONS].sort());
  const both = ROLES.filter((role) =>
    ['refunds:ask', 'refunds:approve'].every((each) => permissionsOf([role]).includes(each as 'refunds:ask')),
  );
  expect(both).toEqual([]);
});

test.each(ROLES)('%s needs a second factor in production alone, and there unless they only read', (role) => {
  const permissions = permissionsOf([role]);
  expect(needsSecondFactor(permissions, 'production')).toBe(role !== 'viewer');
  expect(needsSecondFactor(permissions, 'test')).toBe(false);
  expect(needsSecondFactor(permissions, 'simulator')).toBe(false);
});
