// The third of three guards: whether the caller's key has the scope, or the person the permission, that the route asks for.
// Must never look at the key or the session itself; authentication.guard.ts has found the caller.
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { Problem } from '../common/problems.js';
import type { Permission } from './permissions.js';
import type { RequestWithPerson } from './require-permission.js';
import type { RequestWithCaller } from './require-scope.js';
import { accessOf } from './route-marks.js';
import type { Scope } from './scopes.js';

@Injectable()
export class ScopeGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  /** @throws Problem `scope_missing`, `permission_missing` */
  canActivate(context: ExecutionContext): boolean {
    const access = accessOf(this.reflector, context);
    switch (access?.kind) {
      case 'open':
        return true;
      case 'key':
        return requireScope(context, access.scope);
      case 'person':
        return requirePermission(context, access.permission);
      case undefined:
        throw new Problem('scope_missing', { detail: 'This route does not say who may call it.' });
    }
  }
}

function requireScope(context: ExecutionContext, scope: Scope): true {
  const http = context.switchToHttp();
  const scopes = http.getRequest<RequestWithCaller>().caller?.scopes ?? [];
  if (scopes.includes(scope) || scopes.includes('admin:*')) return true;
  void http
    .getResponse<FastifyReply>()
    .header('WWW-Authenticate', `Bearer realm="gyeolje", error="insufficient_scope", scope="${scope}"`);
  throw new Problem('scope_missing', { detail: `This call takes a key with the scope ${scope}.` });
}

function requirePermission(context: ExecutionContext, permission: Permission | null): true {
  const { person } = context.switchToHttp().getRequest<RequestWithPerson>();
  if (person && (permission === null || person.permissions.includes(permission))) return true;
  throw new Problem('permission_missing', { detail: `This takes the permission ${permission ?? 'to be here'}.` });
}
