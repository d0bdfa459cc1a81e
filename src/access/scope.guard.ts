// The third of three guards: whether the caller's key has the scope that the route asks for.
// Must never look at the key itself; authentication.guard.ts has found the caller.
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { Problem } from '../common/problems.js';
import type { RequestWithCaller } from './require-scope.js';
import { accessOf } from './route-marks.js';

@Injectable()
export class ScopeGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  /** @throws Problem `scope_missing` */
  canActivate(context: ExecutionContext): boolean {
    const access = accessOf(this.reflector, context);
    if (access?.open) return true;
    const scopes = context.switchToHttp().getRequest<RequestWithCaller>().caller?.scopes ?? [];
    if (access && (scopes.includes(access.scope) || scopes.includes('admin:*'))) return true;
    const scope = access?.scope ?? 'admin:*';
    void context
      .switchToHttp()
      .getResponse<FastifyReply>()
      .header('WWW-Authenticate', `Bearer realm="gyeolje", error="insufficient_scope", scope="${scope}"`);
    throw new Problem('scope_missing', { detail: `This call takes a key with the scope ${scope}.` });
  }
}
