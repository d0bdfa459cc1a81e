// Puts the simulator together, listens on this machine only, and stops cleanly.
// Must never listen on another address: whoever reaches the control API owns every payment in here.
import Fastify, { type FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { plainUrl } from './auth/purposes.js';
import { OddAnswers } from '../ground/odd-answers.js';
import { Books } from './books/books.js';
import { FIRST_MERCHANTS } from './books/first-merchants.js';
import { callRoutes } from './calls/routes.js';
import { millisecondOfDay } from './clock.js';
import { controlRoutes } from './control/routes.js';
import { Faults } from './faults.js';
import { USUAL_HABITS } from './habits.js';
import { Identifiers } from './identifiers.js';
import { Notices } from './notices.js';
import type { PaypleSimulatorOptions } from './options.js';
import { pageRoutes } from './pages/routes.js';
import type { Simulator } from './simulator.js';
import { tell } from './tell.js';

export type { PaypleSimulatorOptions } from './options.js';

export interface RunningPaypleSimulator {
  readonly url: string;
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
const USUAL_NOTICE_RETRIES_MS = [1_000, 5_000, 15_000, 60_000];

export async function startPaypleSimulator(options: PaypleSimulatorOptions): Promise<RunningPaypleSimulator> {
  const now = options.now ?? Date.now;
  // Without a seed two runs should not hand out the same numbers, even when nothing is kept between them.
  const firstSerial = options.seed === undefined ? millisecondOfDay(now()) : 0;
  const books = await Books.open(options.data, firstSerial);
  leaveNoticeUrl(books, options.noticeUrl);
  const identifiers = new Identifiers(options.seed, () => books.nextSerial());
  const notices = new Notices(options.noticeRetriesMs ?? USUAL_NOTICE_RETRIES_MS, now);
  let listensAt = '';
  const simulator: Simulator = {
    books,
    identifiers,
    notices,
    faults: new Faults(identifiers),
    oddAnswers: new OddAnswers(options.seed),
    habits: { ...USUAL_HABITS },
    now,
    origin: () => options.publicUrl ?? listensAt,
    isPublic: options.publicUrl !== undefined,
  };
  const app = buildApp(simulator);
  try {
    await app.listen({ host: HOST, port: options.port });
  } catch (error) {
    await books.close();
    throw isPortTaken(error) ? new Error(`port ${options.port} is already used by another program`) : error;
  }
  listensAt = `http://${HOST}:${(app.server.address() as AddressInfo).port}`;
  // Notices that nobody took before the last stop are told on.
  for (const id of books.notices.keys()) notices.inBackground(tell(simulator, id));
  return { url: listensAt, close: () => close(app, simulator) };
}

/** As if the first merchant had left an address for its notices, unless it has. */
function leaveNoticeUrl(books: Books, noticeUrl: string | undefined): void {
  const merchant = books.merchants.get(FIRST_MERCHANTS[0]?.cstId ?? '');
  if (noticeUrl === undefined || !merchant || merchant.noticeUrl !== null) return;
  books.commit({ merchants: [{ ...merchant, noticeUrl, removalNoticeUrl: merchant.removalNoticeUrl ?? noticeUrl }] });
}

function buildApp(simulator: Simulator): FastifyInstance {
  const app = Fastify({
    forceCloseConnections: true,
    bodyLimit: 1024 * 1024,
    // A billing key in an address is as long as it is.
    routerOptions: { maxParamLength: 300 },
    rewriteUrl: (request) => plainUrl(request.url ?? '/'),
  });
  app.register(callRoutes(simulator));
  app.register(controlRoutes(simulator));
  app.register(pageRoutes(simulator));
  return app;
}

async function close(app: FastifyInstance, simulator: Simulator): Promise<void> {
  await Promise.all([app.close(), simulator.notices.stop()]);
  await simulator.books.close();
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
}
