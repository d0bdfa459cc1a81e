// What a person at the refund desk may be allowed to do. Which roles give what is the table of rights/roles.ts.
// Must never grow a permission that no route asks for.

export const PERMISSIONS = [
  /** Find and read orders, payments, deliveries and figures; what buyers are called is masked. */
  'desk:read',
  /** Read buyer data unmasked; every use is in the audit trail. */
  'desk:unmask',
  'refunds:ask',
  'refunds:approve',
  'decisions:make',
  'webhooks:redeliver',
  'people:manage',
  /** Approve changes of rights over money that somebody else asked for. */
  'rights:approve',
  'keys:manage',
  'sellers:manage',
  'endpoints:manage',
  'billing:manage',
  'audit:read',
  'simulators:manage',
] as const;

export type Permission = (typeof PERMISSIONS)[number];
