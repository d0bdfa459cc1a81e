// The whole house for a test file: a database of its own, the simulators, the real application over HTTP.
// Must never replace a part by a stand-in.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { DataSource } from 'typeorm';
import { startPaycoSimulator } from '../../simulators/payco/server.js';
import { startPaypleSimulator } from '../../simulators/payple/server.js';
import type { RouteTable } from '../../src/common/http/route-table.js';
import { checkConfiguration } from '../../src/config/configuration.js';
import { createApp } from '../../src/create-app.js';
import { createTestDatabase } from './test-database.js';
import { Merchant } from './merchant.js';
import { PaycoControl } from './payco-control.js';
import { openHouses } from './open-houses.js';
import { PaypleControl } from './payple-control.js';
import { reservePort } from './ports.js';

/** Timings under which tests need not wait: lookups after milliseconds instead of seconds. */
const QUICK: Readonly<Record<string, string>> = {
  PAYCO_TIMEOUT_MS: '2000',
  PAYPLE_TIMEOUT_MS: '2000',
  FIRST_LOOKUP_MS: '20',
  LONGEST_LOOKUP_MS: '200',
  BELIEVE_UNPAID_AFTER_MS: '50',
  LATE_LOOKUP_MS: '200',
  CASH_RECEIPT_RETRY_MS: '200',
  WEBHOOK_FIRST_RETRY_MS: '20',
  WEBHOOK_LONGEST_RETRY_MS: '200',
  SWEEP_EVERY_MS: '200',
  JOB_POLL_MS: '50',
  // Every worker polls; the usual twelve would keep a core busy with it.
  JOB_CONCURRENCY: '2',
  WEBHOOK_CONCURRENCY: '4',
  LOG_LEVEL: 'silent',
};

export interface House {
  readonly url: string;
  readonly databaseUrl: string;
  readonly app: NestFastifyApplication;
  readonly merchant: Merchant;
  readonly payco: PaycoControl;
  readonly payple: PaypleControl;
  /**
   * The application stops writing at this very moment, whatever it was about to write, and another one starts in its
   * place. The simulators go on.
   *
   * @param environment variables that are other ones from now on
   * @throws ConfigurationError, and goes on as it was
   */
  crashAndRestart(environment?: Readonly<Record<string, string>>): Promise<void>;
  close(): Promise<void>;
}

export interface HouseOptions {
  /** Environment variables beside the quick timings. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Where PAYCO is, when it is not the simulator. */
  readonly paycoUrl?: string;
  readonly logDestination?: DestinationStream;
  /** Another root module than the house's own, for a house with one more provider. */
  readonly module?: new () => object;
  /** Learns every route of the application. */
  readonly routes?: RouteTable;
  /** How long Payple waits before it tells again what nobody took, in ms; as long as the real one unless told. */
  readonly noticeRetriesMs?: readonly number[];
  /** What time it is for the simulators, in ms since 1970; the real one unless told. */
  readonly now?: () => number;
}

/**
 * Starts everything; whoever does closes it. One house at a time in a process: its settings are the environment.
 *
 * @throws ConfigurationError as the real start does, with nothing left open
 */
export async function startHouse(options: HouseOptions = {}): Promise<House> {
  const database = await createTestDatabase();
  const asked = { port: 0, data: 'memory', seed: 'test', ...(options.now && { now: options.now }) };
  const simulator = await startPaycoSimulator(asked);
  const { noticeRetriesMs } = options;
  const cards = await startPaypleSimulator({ ...asked, ...(noticeRetriesMs && { noticeRetriesMs }) });
  const environment = await houseEnvironment(database.url, options.paycoUrl ?? simulator.url, {
    PAYPLE_API_URL: cards.url,
    ...options.environment,
  });
  const closeRest = async (): Promise<void> => {
    await simulator.close();
    await cards.close();
    await database.drop();
  };
  let app = await openApp(options, environment).catch(async (error: unknown) => {
    await closeRest();
    throw error;
  });
  const url = `http://127.0.0.1:${environment['PORT'] ?? ''}`;
  const house: House = {
    url,
    databaseUrl: database.url,
    get app() {
      return app;
    },
    merchant: new Merchant(url),
    payco: new PaycoControl(simulator.url),
    payple: new PaypleControl(cards.url, url),
    crashAndRestart: async (changed = {}) => {
      checkConfiguration({ ...process.env, ...environment, ...changed });
      await app.get(DataSource, { strict: false }).destroy();
      await app.close();
      Object.assign(environment, changed);
      app = await openApp(options, environment);
    },
    close: async () => {
      openHouses.delete(house);
      await app.close();
      await closeRest();
    },
  };
  openHouses.add(house);
  return house;
}

async function openApp(
  { logDestination, module, routes }: HouseOptions,
  environment: Readonly<Record<string, string>>,
): Promise<NestFastifyApplication> {
  // What does not read is replaced by what is usual, so that every fault can be named: nobody would notice in a test.
  checkConfiguration({ ...process.env, ...environment });
  Object.assign(process.env, environment);
  const app = await createApp({
    ...(logDestination && { logDestination }),
    ...(module && { module }),
    ...(routes && { routes }),
  });
  await app.listen({ host: '127.0.0.1', port: Number(environment['PORT']) });
  return app;
}

/** The variables of a house with a port of its own. */
export async function houseEnvironment(
  databaseUrl: string,
  paycoUrl: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Record<string, string>> {
  const port = String(await reservePort());
  return {
    ...QUICK,
    PORT: port,
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: databaseUrl,
    PAYCO_API_URL: paycoUrl,
    ...more,
  };
}
