// What a route says about who may call it. A route that says nothing does not boot.
// Must never decide anything; the guard reads these marks.
import { SetMetadata, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Scope } from './scopes.js';

/** Metadata key of the mark. */
export const ROUTE_ACCESS = Symbol('route access');

/** Who may call a route. */
export type RouteAccess =
  { readonly open: true; readonly why: string } | { readonly open: false; readonly scope: Scope };

/** Only keys with this scope (or `admin:*`) may call it. */
export const RequireScope = (scope: Scope) => SetMetadata(ROUTE_ACCESS, { open: false, scope } satisfies RouteAccess);

/**
 * Anybody may call it: browsers and providers land here, so nothing that arrives is believed. Limited per address.
 *
 * @param why the reason, for whoever reviews the open doors
 */
export const OpenToAll = (why: string) => SetMetadata(ROUTE_ACCESS, { open: true, why } satisfies RouteAccess);

/** Who is calling: put on the request by the guard. */
export interface Caller {
  /** UUID of the API key. */
  readonly apiKeyId: string;
  readonly scopes: readonly Scope[];
}

/** A request that has passed the guard. */
export interface RequestWithCaller {
  caller?: Caller;
}

/** The caller of a route that requires a scope. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<RequestWithCaller>();
  if (!caller) throw new Error('This route is open to all and has no caller.');
  return caller;
});
