// Every right over money, and every right over such rights, in one table: who asks, who approves, and whether a second person
// always has to. Must never be asked past rights-gate.ts and the desk's money requests, nor be copied.
import type { Permission } from '../access/permissions.js';
import { SCOPES, type Scope } from '../access/scopes.js';
import { permissionsOf, type Role } from './roles.js';

/** A right over money: it moves some, or declares that some moved. */
interface MoneyRight {
  /** What a person needs to ask for it; `null`: no person can. */
  readonly permission: Permission | null;
  /** What an API key needs. */
  readonly scope: Scope;
  /** What the second person needs, when there has to be one. */
  readonly approves: Permission | null;
  /**
   * Whether its amount counts against the limits of whoever does it. What says that nothing moved does not: money that
   * then moves all the same does so by a deed that counts, or is found by the provider's own answer.
   */
  readonly counts: boolean;
}

const REFUNDING = { permission: 'refunds:ask', scope: 'cancellations:write', approves: 'refunds:approve' } as const;
const DECIDING = { permission: 'decisions:make', scope: 'decisions:write', approves: 'refunds:approve' } as const;

/** Rights over money. */
export const MONEY_RIGHTS = {
  /** Money goes back to a buyer. */
  refund: { ...REFUNDING, counts: true },
  /** A refund that happened elsewhere is entered by hand: the books then say that money went back. */
  external_cancellation: { ...REFUNDING, permission: 'decisions:make', counts: true },
  /** Points that a buyer got for a payment are taken back. */
  points_taken_back: { ...REFUNDING, permission: null, approves: null, counts: true },
  /** A buyer's stored card is charged. */
  charge: { permission: null, scope: 'billing:write', approves: null, counts: true },
  /** Declares that money came: goods go out for it, and what the order cannot take is given back at once. */
  'decision.paid': { ...DECIDING, counts: true },
  /** Declares that none came. Wrong, it hides no money: the provider is asked again, and the books follow. */
  'decision.not_paid': { ...DECIDING, counts: false },
  /** Declares that money went back by other means. */
  'decision.given_back': { ...DECIDING, counts: true },
  /** Declares that money went back. */
  'decision.refunded': { ...DECIDING, counts: true },
  /** Declares that none went back. A new refund may be asked for then, and that one counts. */
  'decision.not_refunded': { ...DECIDING, counts: false },
  /** Sends a refund again: money goes back, where the first one arrived for the second time. */
  'decision.try_again': { ...DECIDING, counts: true },
  /** Has seen to a difference: nothing moves, and nothing is said to have moved. */
  'decision.noted': { ...DECIDING, counts: false },
} as const satisfies Record<string, MoneyRight>;
export type MoneyRightName = keyof typeof MONEY_RIGHTS;

/** A right over rights. A second person always approves; an API key may ask, and only a person approves. */
interface RightOverRights {
  readonly permission: Permission;
  readonly scope: Scope | null;
  readonly approves: Permission;
}

const PEOPLE = { permission: 'people:manage', scope: null, approves: 'rights:approve' } as const;

/**
 * Rights over rights. Taking a right away, lowering a limit, disabling somebody, revoking a key and pausing or removing an
 * endpoint need nobody: they must be possible at once. A new endpoint needs nobody either: it has a secret of its own, so
 * nobody takes it for the one before.
 */
export const RIGHTS_OVER_RIGHTS = {
  /** A role that gives a right over money, or over such rights. */
  role_granted: PEOPLE,
  limit_raised: PEOPLE,
  /** Somebody with such a role was disabled and is let in again. */
  let_in_again: PEOPLE,
  /** Whoever uses the link has the rights of its person. */
  link_made: PEOPLE,
  key_made: { permission: 'keys:manage', scope: 'admin:*', approves: 'rights:approve' },
  /** They say whose account money goes to. */
  credentials_set: { permission: 'sellers:manage', scope: 'admin:*', approves: 'rights:approve' },
  /** Whoever is there reads what is paid, signed with the secret that the shop believes. */
  webhook_address: { permission: 'endpoints:manage', scope: 'webhooks:write', approves: 'rights:approve' },
} as const satisfies Record<string, RightOverRights>;
export type RightOverRightsName = keyof typeof RIGHTS_OVER_RIGHTS;

type DecisionIn<Name> = Name extends `decision.${infer Decision}` ? Decision : never;
/** What can be said about what no machine could settle. */
export type DecisionName = DecisionIn<MoneyRightName>;

const moneyRights: readonly MoneyRight[] = Object.values(MONEY_RIGHTS);
const rightsOverRights: readonly RightOverRights[] = Object.values(RIGHTS_OVER_RIGHTS);

/** Permissions that are a right over money, or say yes to one; a role that has one is granted by two people. */
const POWERFUL_PERMISSIONS: readonly Permission[] = [
  ...new Set([
    ...moneyRights.flatMap(({ permission, approves }) => [permission, approves].filter((each) => each !== null)),
    ...rightsOverRights.flatMap(({ permission, approves }) => [permission, approves]),
  ]),
];

/** Scopes with which a key moves money or administers keys and sellers; a key that has one is made by two people. */
export const POWERFUL_SCOPES: readonly Scope[] = SCOPES.filter(
  (scope) => scope === 'admin:*' || moneyRights.some((right) => right.scope === scope),
);

/** Whether a role gives a right over money, or over such rights. */
export function isPowerful(role: Role): boolean {
  return permissionsOf([role]).some((permission) => POWERFUL_PERMISSIONS.includes(permission));
}

/** Whether a decision moves money or declares that it moved. */
export function countsAsMoney(decision: DecisionName): boolean {
  return MONEY_RIGHTS[`decision.${decision}`].counts;
}
