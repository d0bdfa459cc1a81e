// Builds the application: the HTTP server, what holds for every request, and the modules on top.
// Must never listen or touch signals; main.ts does, and tests do it their own way.
import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { AppModule } from './app.module.js';
import { ProblemFilter } from './common/http/problem.filter.js';
import { RouteTable } from './common/http/route-table.js';
import { addSecurityHeaders } from './common/http/security-headers.js';
import { createHttpAdapter } from './common/http/server.js';
import { RequestValidation } from './common/http/validation.js';
import { JsonLogger } from './common/logging/logger.js';
import { platformConfig } from './config/platform.config.js';
import { logRequests } from './observability/request-log.js';
import { serveDocumentation } from './openapi/openapi.module.js';

export interface AppOptions {
  /** Another root module than the house's own, for tests. */
  readonly module?: new () => object;
  /** Where log lines go; stdout unless told. */
  readonly logDestination?: DestinationStream;
  /** Learns every route, for whoever wants to know them all. */
  readonly routes?: RouteTable;
  /** Only what the routes are, with nothing behind them: for openapi.json. Needs no database. */
  readonly preview?: boolean;
}

/** The application, ready to listen. Reads the configuration from the environment. */
export async function createApp(options: AppOptions = {}): Promise<NestFastifyApplication> {
  const platform = platformConfig();
  // Nest warns loudly that a preview is a preview.
  const logger = new JsonLogger(options.preview === true ? 'error' : platform.logLevel, options.logDestination);
  const routes = options.routes ?? new RouteTable();
  const adapter = await createHttpAdapter(platform.trustedProxies, routes);
  await addSecurityHeaders(adapter.getInstance());
  logRequests(adapter.getInstance(), logger);
  const nestOptions: NestApplicationOptions = {
    logger,
    bodyParser: false,
    abortOnError: false,
    preview: options.preview === true,
  };
  const root = options.module ?? AppModule;
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, nestOptions);
  app.useGlobalFilters(new ProblemFilter(routes));
  app.useGlobalPipes(new RequestValidation());
  if (options.preview !== true) serveDocumentation(app);
  return app;
}
