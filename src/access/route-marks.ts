// Reads what routes say about who may call them, and refuses to boot when one says nothing.
// Must never decide about a request; the guards do.
import { Injectable, type ExecutionContext, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ROUTE_ACCESS, type RouteAccess } from './require-scope.js';

/** The mark of the route that is being called; one on the method overrides one on its controller. */
export function accessOf(reflector: Reflector, context: ExecutionContext): RouteAccess | undefined {
  return markOf(reflector, context.getHandler(), context.getClass());
}

function markOf(reflector: Reflector, handler: RouteHandler, controller: RouteHandler): RouteAccess | undefined {
  return reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE_ACCESS, [handler, controller]);
}

/** A controller's method, or the controller: what a mark can be on. */
type RouteHandler = ReturnType<ExecutionContext['getHandler' | 'getClass']>;

/** Walks through every controller before the server listens. */
@Injectable()
export class RouteMarks implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Error naming each controller and method without a mark */
  onModuleInit(): void {
    const unmarked = this.discovery.getControllers().flatMap(({ metatype }) => this.#unmarkedOf(metatype));
    if (unmarked.length > 0) {
      throw new Error(
        `Routes that do not say who may call them: ${unmarked.join(', ')}. Add @RequireScope(…), @RequirePermission(…) or @OpenToAll(…).`,
      );
    }
  }

  #unmarkedOf(controller: RouteHandler | null): string[] {
    if (controller === null) return [];
    const methods = controller.prototype as Readonly<Record<string, () => unknown>>;
    return this.scanner.getAllMethodNames(methods).flatMap((name) => {
      const handler = methods[name];
      if (!handler || !Reflect.hasMetadata(PATH_METADATA, handler)) return [];
      return markOf(this.reflector, handler, controller) ? [] : [`${controller.name}.${name}`];
    });
  }
}
