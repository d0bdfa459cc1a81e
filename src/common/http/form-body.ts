// Lets few routes take form posts, or bodies of any kind: those where providers and browsers land. Everywhere else they
// get 415. Must never be put on a route of the JSON API: browsers send forms across origins without asking.
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems.js';
import { CSV_TYPE, type CsvRouteConfig } from './csv-body.js';

interface FormRouteConfig extends CsvRouteConfig {
  readonly takesForm?: boolean;
  readonly ignoresBody?: boolean;
}

/** The type of bodies that are received within the limit and thrown away. Nobody can send it from outside. */
export const IGNORED_BODY_TYPE = 'application/x-ignored';

/** The route takes `application/x-www-form-urlencoded`; all values arrive as texts, or lists of texts when repeated. */
export const TakesForm = (): MethodDecorator =>
  applyDecorators(
    RouteConfig({ takesForm: true } satisfies FormRouteConfig),
    ApiConsumes('application/x-www-form-urlencoded'),
  );

/** The route takes a body of any type, or none, and looks at nothing in it. */
export const IgnoresBody = (): MethodDecorator => RouteConfig({ ignoresBody: true } satisfies FormRouteConfig);

/** @throws Problem `unsupported_media_type` for a body that the route does not take */
export function requireBodyType(request: FastifyRequest): void {
  const config = request.routeOptions.config as FormRouteConfig;
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (config.ignoresBody === true) {
    // Chooses the parser: what is thrown away needs none for its own type.
    request.headers['content-type'] = IGNORED_BODY_TYPE;
    return;
  }
  if (type === IGNORED_BODY_TYPE) throw new Problem('unsupported_media_type');
  if (type === CSV_TYPE && config.takesCsv !== true) throw new Problem('unsupported_media_type');
  if (type !== 'application/x-www-form-urlencoded') return;
  if (config.takesForm !== true) throw new Problem('unsupported_media_type');
}
