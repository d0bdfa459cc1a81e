// What a route says about who may call it. A route that says nothing does not boot.
// Must never decide anything; the guard reads these marks.
import { SetMetadata, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { Problem } from '../common/problems.js';
import type { Permission } from './permissions.js';
import type { Scope } from './scopes.js';

/** Metadata key of the mark. */
export const ROUTE_ACCESS = Symbol('route access');

/** Who may call a route: anybody, a key with a scope, or a person with a permission. */
export type RouteAccess =
  | { readonly kind: 'open'; readonly why: string }
  | { readonly kind: 'key'; readonly scope: Scope }
  | {
      readonly kind: 'person';
      /** `null`: whoever is signed in. */
      readonly permission: Permission | null;
      /** Whether somebody who still owes the second factor may call it. */
      readonly halfSignedIn: boolean;
    };

/** Only keys with this scope (or `admin:*`) may call it. For people see require-permission.ts. */
export const RequireScope = (scope: Scope) => SetMetadata(ROUTE_ACCESS, { kind: 'key', scope } satisfies RouteAccess);

/**
 * Anybody may call it: browsers and providers land here, so nothing that arrives is believed. Limited per address.
 *
 * @param why the reason, for whoever reviews the open doors
 */
export const OpenToAll = (why: string) => SetMetadata(ROUTE_ACCESS, { kind: 'open', why } satisfies RouteAccess);

/** Who is calling: put on the request by the guard. */
export interface Caller {
  /** UUID of the API key. */
  readonly apiKeyId: string;
  readonly scopes: readonly Scope[];
  /** What it may move, in won; `null`: it has no limits. */
  readonly limits: KeyLimitsWon | null;
}

/** The most that a key may move, in won; `null`: no such limit. */
export interface KeyLimitsWon {
  readonly perRequestWon: number | null;
  readonly perDayWon: number | null;
  readonly perOrderWon: number | null;
}

/** A request that has passed the guard. */
export interface RequestWithCaller {
  caller?: Caller;
}

/**
 * For a call that does more than its route's mark says.
 *
 * @throws Problem `scope_missing`
 */
export function requireScopeOf({ scopes }: Caller, scope: Scope): void {
  if (scopes.includes(scope) || scopes.includes('admin:*')) return;
  throw new Problem('scope_missing', { detail: `This call takes a key with the scope ${scope}, too.` });
}

/** The caller of a route that requires a scope. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<RequestWithCaller>();
  if (!caller) throw new Error('This route is not for API keys and has no caller.');
  return caller;
});
