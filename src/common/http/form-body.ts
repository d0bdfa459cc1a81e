// Lets few routes take form posts, or bodies of any kind: the hosted pages', and those where providers and browsers land.
// Everywhere else they get 415. Must never be put on a route of the JSON API: browsers send forms across origins without
// asking.
import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { mended } from '../outbound/reading.js';
import { Problem } from '../problems.js';
import { CSV_TYPE, type CsvRouteConfig } from './csv-body.js';

interface FormRouteConfig extends CsvRouteConfig {
  readonly takesForm?: boolean;
  readonly ignoresBody?: boolean;
  readonly mendsTexts?: boolean;
}

/** The type of bodies that are received within the limit and thrown away. Nobody can send it from outside. */
export const IGNORED_BODY_TYPE = 'application/x-ignored';

/** The route takes `application/x-www-form-urlencoded`; all values arrive as texts, or lists of texts when repeated. */
export const TakesForm = (): MethodDecorator =>
  applyDecorators(
    RouteConfig({ takesForm: true } satisfies FormRouteConfig),
    ApiConsumes('application/x-www-form-urlencoded'),
  );

/**
 * Providers and the browsers that they send post here, as a form or as JSON. What they bring is mended rather than refused:
 * a provider that cuts a text inside a character must be heard all the same.
 */
export const TakesProviderPost = (): MethodDecorator =>
  applyDecorators(
    RouteConfig({ takesForm: true, mendsTexts: true } satisfies FormRouteConfig),
    ApiConsumes('application/x-www-form-urlencoded', 'application/json'),
  );

/** Browsers that a provider sends arrive here by GET; the texts of the query are mended rather than refused. */
export const TakesProviderQuery = (): MethodDecorator => RouteConfig({ mendsTexts: true } satisfies FormRouteConfig);

/** Whether what arrives at the route comes from a provider. */
export function isFromProvider(request: FastifyRequest): boolean {
  return (request.routeOptions.config as FormRouteConfig).mendsTexts === true;
}

/**
 * Mends the texts of what a provider sent.
 *
 * @throws Problem `malformed_request` when it is nested beyond all measure
 */
export function mendProviderTexts(request: FastifyRequest): void {
  if (!isFromProvider(request)) return;
  try {
    request.query = mended(request.query);
    request.body = mended(request.body);
  } catch {
    throw new Problem('malformed_request', { detail: 'The body is nested too deeply.' });
  }
}

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
