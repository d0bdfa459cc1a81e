// Lets few routes take form posts: those where providers and browsers land. Everywhere else a form gets 415.
// Must never be put on a route of the JSON API: browsers send forms across origins without asking.
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems.js';

interface FormRouteConfig {
  readonly takesForm?: boolean;
}

/** The route takes `application/x-www-form-urlencoded`; all values arrive as texts, or lists of texts when repeated. */
export const TakesForm = (): MethodDecorator =>
  applyDecorators(
    RouteConfig({ takesForm: true } satisfies FormRouteConfig),
    ApiConsumes('application/x-www-form-urlencoded'),
  );

/** @throws Problem `unsupported_media_type` for a form that the route does not take */
export function requireBodyType(request: FastifyRequest): void {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return;
  const config = request.routeOptions.config as FormRouteConfig;
  if (config.takesForm !== true) throw new Problem('unsupported_media_type');
}
