// A small application behind the real guards, for tests: real HTTP stack, real database, a clock that stands still.
// Must never replace a guard or a service by a stand-in.
import { Global, Module, type ModuleMetadata, type NestApplicationOptions, type Provider } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessModule } from '../../src/access/access.module.js';
import { Clock } from '../../src/common/clock.js';
import { ProblemFilter } from '../../src/common/http/problem.filter.js';
import { RouteTable } from '../../src/common/http/route-table.js';
import { createHttpAdapter } from '../../src/common/http/server.js';
import { RequestValidation } from '../../src/common/http/validation.js';
import { SealingModule } from '../../src/common/sealing.module.js';
import { EnvironmentReader, type Environment } from '../../src/config/environment.js';
import { peopleConfig, readPeopleConfig, type PeopleConfig } from '../../src/config/people.config.js';
import { readRightsConfig, rightsConfig, type RightsConfig } from '../../src/config/rights.config.js';
import {
  platformConfig,
  readPlatformConfig,
  type Mode,
  type PlatformConfig,
} from '../../src/config/platform.config.js';
import { AuditTrail } from '../../src/audit/audit-trail.js';
import { ChangeBook } from '../../src/rights/change-book.js';
import { RightsGate } from '../../src/rights/rights-gate.js';
import type { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/database/data-source.js';

/** A clock that goes on only when it is told to. */
export class StillClock extends Clock {
  #nowMs = Date.parse('2026-11-22T09:00:00.000Z');

  override now(): Date {
    return new Date(this.#nowMs);
  }

  advance(ms: number): void {
    this.#nowMs += ms;
  }
}

/** A key ring as SEAL_KEYS takes it; each name has its own key. */
export function sealKeysText(...names: string[]): string {
  return names.map((name) => `${name}:${Buffer.alloc(32, name).toString('base64')}`).join(',');
}

/** The platform's configuration in a mode, with a key ring of its own. */
export function platformIn(mode: Mode, environment: Environment = {}): PlatformConfig {
  return readPlatformConfig(
    new EnvironmentReader({
      GYEOLJE_MODE: mode,
      SEAL_KEYS: sealKeysText('first'),
      PUBLIC_URL: 'https://pay.example.com',
      ...environment,
    }),
  );
}

/** The usual limits of sessions and invitations. */
export const PEOPLE: PeopleConfig = readPeopleConfig(new EnvironmentReader({}));

/** The usual times of four eyes. */
export const RIGHTS: RightsConfig = readRightsConfig(new EnvironmentReader({}));

/** The gate of rights, outside of an application. */
export function gateOn(dataSource: DataSource, clock: Clock): RightsGate {
  return new RightsGate(dataSource, new ChangeBook(dataSource), new AuditTrail(clock), clock, RIGHTS);
}

/** What a guarded application is made of. */
export interface GuardedAppOptions {
  readonly databaseUrl: string;
  readonly platform: PlatformConfig;
  readonly clock?: Clock;
  /** Whose X-Forwarded-For is believed, for tests with several addresses. */
  readonly trustedProxies?: readonly string[];
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
  readonly controllers?: NonNullable<ModuleMetadata['controllers']>;
}

/** Boots it; whoever does closes it. */
export async function bootGuardedApp(options: GuardedAppOptions): Promise<NestFastifyApplication> {
  const platform: Provider = { provide: platformConfig.KEY, useValue: options.platform };
  const people: Provider = { provide: peopleConfig.KEY, useValue: PEOPLE };
  const rights: Provider = { provide: rightsConfig.KEY, useValue: RIGHTS };
  @Global()
  @Module({
    providers: [platform, people, rights],
    exports: [platformConfig.KEY, peopleConfig.KEY, rightsConfig.KEY],
  })
  class FixedConfiguration {}

  const module = await Test.createTestingModule({
    imports: [
      FixedConfiguration,
      TypeOrmModule.forRoot({ ...dataSourceOptions(options.databaseUrl, 4), retryAttempts: 0 }),
      SealingModule,
      AccessModule,
      ...(options.imports ?? []),
    ],
    controllers: options.controllers ?? [],
  })
    .overrideProvider(Clock)
    .useValue(options.clock ?? new StillClock())
    .compile();
  const routes = new RouteTable();
  const httpOptions: NestApplicationOptions = { bodyParser: false, logger: false };
  const app = module.createNestApplication<NestFastifyApplication>(
    await createHttpAdapter(options.trustedProxies ?? [], routes),
    httpOptions,
  );
  app.useGlobalFilters(new ProblemFilter(routes));
  app.useGlobalPipes(new RequestValidation());
  try {
    await app.init();
  } catch (error) {
    await app.close();
    throw error;
  }
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

/** One call. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly key?: string | undefined;
  readonly body?: unknown;
  /** The caller's address. */
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer to a call. */
export interface Answer {
  readonly status: number;
  /** The parsed body; `{}` when there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Calls an application over HTTP. */
export async function call(
  app: NestFastifyApplication,
  { method = 'GET', url, key, body, from, headers }: Call,
): Promise<Answer> {
  const response = await app.inject({
    method,
    url,
    remoteAddress: from ?? '192.0.2.1',
    headers: {
      ...headers,
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  return {
    status: response.statusCode,
    body: response.body === '' ? {} : (JSON.parse(response.body) as Record<string, unknown>),
    headers: response.headers,
    text: response.body,
  };
}
