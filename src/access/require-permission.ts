// What a route for people says about who may call it, and who is calling. The guards read these marks.
// Must never decide anything, nor know what roles there are.
import { SetMetadata, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Permission } from './permissions.js';
import { ROUTE_ACCESS, type RouteAccess } from './require-scope.js';

/** Only people who are signed in, with every factor they need, and whose roles give this permission may call it. */
export const RequirePermission = (permission: Permission) =>
  SetMetadata(ROUTE_ACCESS, { kind: 'person', permission, halfSignedIn: false } satisfies RouteAccess);

/** Everybody who is signed in, with every factor they need, may call it: it is about themselves. */
export const RequireSession = () =>
  SetMetadata(ROUTE_ACCESS, { kind: 'person', permission: null, halfSignedIn: false } satisfies RouteAccess);

/** Also people who have given their password and owe the second factor: it is about signing in or out. */
export const RequireHalfSession = () =>
  SetMetadata(ROUTE_ACCESS, { kind: 'person', permission: null, halfSignedIn: true } satisfies RouteAccess);

/** What a signed-in person must do next. */
export const NEXT_STEPS = ['done', 'second_factor', 'enrol_second_factor'] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

/** A person with a session: put on the request by the guard. */
export interface SignedInPerson {
  /** UUID; outside it is `person_…`. */
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  /** What their roles give them at this very moment. */
  readonly permissions: readonly Permission[];
  /** The most they may ask to refund at once, in won; `null`: no limit of their own. */
  readonly refundLimitWon: number | null;
  /** UUID of the session. */
  readonly sessionId: string;
  readonly next: NextStep;
  /** Where they call from. */
  readonly address: string;
}

/** A request that has passed the guard of a route for people. */
export interface RequestWithPerson {
  person?: SignedInPerson;
}

/** The person who calls a route for people. */
export const CurrentPerson = createParamDecorator((_: unknown, context: ExecutionContext): SignedInPerson => {
  const { person } = context.switchToHttp().getRequest<RequestWithPerson>();
  if (!person) throw new Error('This route is not for people and has none.');
  return person;
});
