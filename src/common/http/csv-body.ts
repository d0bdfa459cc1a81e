// Lets few routes take a CSV file as their body; everywhere else it gets 415.
// Must never read the file; what is in it is the business of the route.
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../problems.js';

export const CSV_TYPE = 'text/csv';
/** The largest file that is read, in bytes. */
export const CSV_LIMIT_BYTES = 1024 * 1024;

export interface CsvRouteConfig {
  readonly takesCsv?: boolean;
}

/** The route takes `text/csv`, of at most a mebibyte. */
export const TakesCsv = (): MethodDecorator =>
  applyDecorators(RouteConfig({ takesCsv: true } satisfies CsvRouteConfig), ApiConsumes(CSV_TYPE));

/** The bytes of the file. @throws Problem `unsupported_media_type` when something else was sent */
export const CsvBody = createParamDecorator((_: unknown, context: ExecutionContext): Buffer => {
  const { body } = context.switchToHttp().getRequest<FastifyRequest>();
  if (Buffer.isBuffer(body)) return body;
  throw new Problem('unsupported_media_type', { detail: `Send the file as ${CSV_TYPE}.` });
});
