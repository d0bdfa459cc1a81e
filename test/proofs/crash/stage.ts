// What one way through the server is killed on: a database, a simulator, a receiver of webhooks, the two wires, and
// servers to kill.
// Must never kill anything but a server that it started.
import { startPaycoSimulator } from '../../../simulators/payco/server.js';
import { startPaypleSimulator } from '../../../simulators/payple/server.js';
import type { ProviderBooks } from '../../support/compare-books.js';
import { houseEnvironment } from '../../support/house.js';
import { Merchant } from '../../support/merchant.js';
import { PaycoControl, type Fault as SimulatorFault } from '../../support/payco-control.js';
import { PaypleControl } from '../../support/payple-control.js';
import { startPostgresWire } from '../../support/postgres-wire.js';
import { startProviderWire, type WiredCall } from '../../support/provider-wire.js';
import { startServerProcess, type ServerProcess } from '../../support/server-process.js';
import { createTestDatabase } from '../../support/test-database.js';
import { waitFor } from '../../support/wait-for.js';
import { WebhookOwner } from '../../support/webhook-owner.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';
import { Flight, type Cell, type Marks } from './flight.js';
import { BELIEVE_UNPAID_AFTER_MS, DEADLINE_MS } from './points.js';

/** The writes that move money, end a stored card or note a delivery; whose they are, the flights tell. */
const WATCHED_WRITE = /^\s*WITH (born|noted) AS|^UPDATE "billing_keys"/;

const PATIENT = { PAYCO_TIMEOUT_MS: '30000', PAYPLE_TIMEOUT_MS: '30000' };

/** A provider's simulator as far as both have it in common. */
export interface Simulated extends ProviderBooks {
  place(fault: SimulatorFault): Promise<number>;
  isToCome(faultId: number): Promise<boolean>;
}

export interface CrashStage<Control extends Simulated = Simulated> {
  readonly databaseUrl: string;
  readonly control: Control;
  /** Gets every event, and answers well unless a flight holds it back. */
  readonly receiver: WebhookReceiver;
  /** The merchant's calls; the house is always found at the same address. */
  readonly merchant: Merchant;
  /** Has every event sent to the receiver from now on. A server must run. */
  tellReceiver(): Promise<void>;
  /** A server that waits long for answers: what is only prepared there is not to fail. */
  startPatient(): Promise<ServerProcess>;
  /** A server whose every word to PostgreSQL goes through the wire. */
  startWired(runsJobs: boolean): Promise<ServerProcess>;
  /** A server as it is in production. The provider's wire stays, so that faults still to be met are met. */
  startPlain(): Promise<ServerProcess>;
  /** @param endpoint the simulator's name of the call that is to meet the cell's fault */
  fly(cell: Cell, marks: Marks, endpoint: string): Flight;
  close(): Promise<void>;
}

export const openPaycoStage = (seed: string): Promise<CrashStage<PaycoControl>> =>
  openStage(
    () => startPaycoSimulator({ port: 0, data: 'memory', seed }),
    (url) => ({ PAYCO_API_URL: url, PAYCO_TIMEOUT_MS: String(DEADLINE_MS) }),
    (url) => new PaycoControl(url),
    (_call, { orderNumber }) => ({ orderKey: orderNumber }),
  );

export const openPaypleStage = (seed: string): Promise<CrashStage<PaypleControl>> =>
  openStage(
    () => startPaypleSimulator({ port: 0, data: 'memory', seed }),
    (url) => ({ PAYPLE_API_URL: url, PAYPLE_TIMEOUT_MS: String(DEADLINE_MS) }),
    (url, publicUrl) => new PaypleControl(url, publicUrl),
    ({ body }) => ({ oid: textIn(body, 'PCD_PAY_OID') }),
  );

async function openStage<Control extends Simulated>(
  simulate: () => Promise<{ readonly url: string; close(): Promise<void> }>,
  settings: (url: string) => Readonly<Record<string, string>>,
  controlAt: (url: string, publicUrl: string) => Control,
  subjectOf: (call: WiredCall, cell: Cell) => Readonly<Record<string, string | undefined>>,
): Promise<CrashStage<Control>> {
  const database = await createTestDatabase();
  const simulator = await simulate();
  const flights: Flight[] = [];
  const receiver = await new WebhookReceiver().start();
  receiver.answer = (arrival) => (flights.some((each) => each.isHeldBack(arrival)) ? 'hang' : { status: 204 });
  const postgres = await startPostgresWire(database.url, (round) =>
    WATCHED_WRITE.test(round.statement) ? firstOf(flights, (flight) => flight.watchOfWrite(round)) : null,
  );
  const provider = await startProviderWire(simulator.url, (call) =>
    firstOf(flights, (flight) => flight.watchOfCall(call)),
  );
  const environment = await houseEnvironment(database.url, 'http://127.0.0.1:9', {
    FIRST_LOOKUP_MS: '100',
    BELIEVE_UNPAID_AFTER_MS: String(BELIEVE_UNPAID_AFTER_MS),
    CALL_OPERATOR_AFTER_MS: '5000',
    LONGEST_LOOKUP_MS: '1000',
    LATE_LOOKUP_MS: '5000',
    SWEEP_EVERY_MS: '1000',
    // Each of the many workers looks for itself, so that somebody looks every 50 ms.
    JOB_POLL_MS: '1000',
    // Every call of a point is held at once, and each holds a job and a connection.
    JOB_CONCURRENCY: '12',
    // Three ways are gone at once, and PostgreSQL has 60 connections for all of them.
    DATABASE_POOL_SIZE: '12',
    WEBHOOK_ALLOW_PRIVATE_ADDRESSES: 'true',
    // Longer than a server is held before it is killed.
    WEBHOOK_TIMEOUT_MS: '30000',
    ...settings(provider.url),
  });
  const publicUrl = environment['PUBLIC_URL'] ?? '';
  const control = controlAt(provider.url, publicUrl);
  const inTurn = turns();
  const merchant = new Merchant(publicUrl);
  return {
    databaseUrl: database.url,
    control,
    receiver,
    merchant,
    tellReceiver: async () => {
      await new WebhookOwner(merchant).endpoint(`${receiver.url}/hooks`);
    },
    startPatient: () => startServerProcess({ ...environment, ...PATIENT }),
    startWired: (runsJobs) =>
      startServerProcess({ ...environment, DATABASE_URL: postgres.url, RUN_JOBS: String(runsJobs) }),
    startPlain: () => startServerProcess(environment),
    fly: (cell, marks, endpoint) => {
      const flight = new Flight(cell, marks, (call) =>
        inTurn(() => orderFault(control, endpoint, cell, subjectOf(call, cell))),
      );
      flights.push(flight);
      return flight;
    },
    close: async () => {
      await Promise.all([postgres.close(), provider.close(), simulator.close(), receiver.stop()]);
      await database.drop();
    },
  };
}

/** Comes back with what to wait for; until that has come, nobody else orders one, so that each call meets its own. */
async function orderFault(
  control: Simulated,
  endpoint: string,
  { fault }: Cell,
  subject: Readonly<Record<string, string | undefined>>,
): Promise<{ met(): Promise<void>; done: Promise<void> }> {
  if (fault.order === null) return { met: () => Promise.resolve(), done: Promise.resolve() };
  const ordered = await control.place({ endpoint, ...(fault.order as { fault: string }), ...subject });
  let finish = (): void => undefined;
  const done = new Promise<void>((resolve) => (finish = resolve));
  const met = async (): Promise<void> => {
    await waitFor(`the call ${endpoint} to meet "${fault.name}"`, async () => !(await control.isToCome(ordered)));
    finish();
  };
  return { met, done };
}

/** One after the other: the next begins when what the last one gave out is done. */
function turns(): <T extends { readonly done: Promise<void> }>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const begun = last.then(work);
    last = begun.then(({ done }) => done).catch(() => undefined);
    return begun;
  };
}

function firstOf<T>(flights: readonly Flight[], watch: (flight: Flight) => T | null): T | null {
  for (const flight of flights) {
    const found = watch(flight);
    if (found) return found;
  }
  return null;
}

function textIn(body: string, field: string): string | undefined {
  return new RegExp(`"${field}":"([^"]*)"`).exec(body)?.[1];
}
