// The third of three guards: whether the caller's key has the scope, or the person the permission, that the route asks for.
// Must never look at the key or the session itself; authentication.guard.ts has found the caller.
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../common/problems.js';
import type { Permission } from './permissions.js';
import { PersonDoor } from './person-door.js';
import type { RequestWithPerson } from './require-permission.js';
import type { RequestWithCaller } from './require-scope.js';
import { accessOf } from './route-marks.js';
import type { Scope } from './scopes.js';

@Injectable()
export class ScopeGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly personDoor: PersonDoor,
  ) {}

  /** @throws Problem `scope_missing`, `permission_missing` */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = accessOf(this.reflector, context);
    switch (access?.kind) {
      case 'open':
        return true;
      case 'key':
        return requireScope(context, access.scope);
      case 'person':
        return this.#requirePermission(context, access.permission);
      case undefined:
        throw new Problem('scope_missing', { detail: 'This route does not say who may call it.' });
    }
  }

  async #requirePermission(context: ExecutionContext, permission: Permission | null): Promise<true> {
    const request = context.switchToHttp().getRequest<FastifyRequest & RequestWithPerson>();
    const { person } = request;
    if (!person) throw new Problem('not_signed_in');
    if (permission === null || person.permissions.includes(permission)) return true;
    await this.personDoor.noteRefusal(person, request, permission);
    throw new Problem('permission_missing', { detail: `This takes the permission ${permission}.` });
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
