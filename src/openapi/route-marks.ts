// Finds, for every documented path and method, what the route says about who may call it, and about Idempotency-Keys.
// Must never guard anything; access/ does. This is for the document only.
import { RequestMethod, type Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ROUTE_ACCESS, type RouteAccess } from '../access/require-scope.js';
import { keyUseOf, type KeyUse } from '../common/http/idempotency-key.js';

/** What a route says about itself. */
export interface RouteMark {
  readonly access: RouteAccess;
  readonly keyUse: KeyUse;
}

/** Marks by `post /v1/orders/{id}/payments`. */
export function routeMarks(app: NestFastifyApplication): ReadonlyMap<string, RouteMark> {
  const reflector = new Reflector();
  const marks = new Map<string, RouteMark>();
  for (const controller of controllersOf(app)) {
    for (const name of Object.getOwnPropertyNames(controller.prototype)) {
      const handler: unknown = Object.getOwnPropertyDescriptor(controller.prototype, name)?.value;
      if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) continue;
      const access = (read(ROUTE_ACCESS, handler) ?? read(ROUTE_ACCESS, controller)) as RouteAccess | undefined;
      const keyUse = keyUseOf(reflector, {
        getHandler: () => handler,
        getClass: () => controller as never,
      });
      const method = RequestMethod[read(METHOD_METADATA, handler) as RequestMethod].toLowerCase();
      for (const path of pathsOf(controller, handler)) if (access) marks.set(`${method} ${path}`, { access, keyUse });
    }
  }
  return marks;
}

function controllersOf(app: NestFastifyApplication): Type[] {
  const modules = [...app.get(ModulesContainer).values()];
  const types = modules.flatMap((module) => [...module.controllers.values()].map(({ metatype }) => metatype));
  return types.filter((type): type is Type => typeof type === 'function');
}

function pathsOf(controller: object, handler: object): string[] {
  return listOf(controller).flatMap((prefix) => listOf(handler).map((path) => documented(`${prefix}/${path}`)));
}

function listOf(target: object): string[] {
  return [(read(PATH_METADATA, target) ?? '') as string | string[]].flat();
}

/** As OpenAPI writes it: `/v1/orders/{id}`. */
function documented(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  return `/${parts.map((part) => part.replace(/^:(.+)$/, '{$1}')).join('/')}`;
}

function read(key: string | symbol, target: object): unknown {
  return Reflect.getMetadata(key, target);
}
