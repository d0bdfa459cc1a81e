// What an API key may be allowed to do.
// Must never grow a scope that no route asks for.

export const SCOPES = [
  'orders:read',
  'orders:write',
  'cancellations:write',
  'decisions:write',
  'billing:write',
  'webhooks:write',
  'events:read',
  'admin:*',
] as const;

export type Scope = (typeof SCOPES)[number];
