// `npm run bench:search`: how long the search of the refund desk takes with a million orders, over HTTP, as a table.
// Must never say PASS of anything but the slowest of twenty (p95) being under the limit.
import { cpus, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { Client } from 'pg';
import { startLocalPostgres } from '../scripts/local-postgres/index.js';
import { BenchDesk, startServer } from './search/desk.js';
import { makeOrders } from './search/make-orders.js';
import { QUESTIONS, readSamples } from './search/questions.js';

const LIMIT_MS = 100;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 40);
const ORDERS = Number(process.env['BENCH_ORDERS'] ?? 1_000_000);
const PORT = Number(process.env['BENCH_PORT'] ?? 3890);
const FOLDER = resolve(process.env['BENCH_DATA'] ?? '.data/bench');

const print = (line: string): void => void process.stdout.write(`${line}\n`);

interface Row {
  readonly kind: string;
  readonly durationsMs: readonly number[];
}

const postgres = await startLocalPostgres({ dataDir: FOLDER, durable: false });
try {
  const databaseUrl = await makeOrders(postgres.url, ORDERS, print);
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const samples = await readSamples(client, ROUNDS);
  const server = await startServer(databaseUrl, PORT);
  try {
    const desk = new BenchDesk(server.url);
    await desk.signIn();
    const rows: Row[] = [];
    for (const { kind, body } of QUESTIONS) {
      const ask = (sample: (typeof samples)[number]) => desk.call('POST', '/admin/orders/searches', body(sample));
      rows.push(await measure(kind, samples, async (sample) => (await ask(sample)).durationMs));
    }
    rows.push(
      await measure(
        'an order’s page',
        samples,
        async ({ id }) => (await desk.call('GET', `/admin/orders/${id}`)).durationMs,
      ),
      await measure('the same, nothing new (304)', samples, async ({ id }) => {
        const etag = (await desk.call('GET', `/admin/orders/${id}`)).headers.get('etag') ?? '';
        return (await desk.call('GET', `/admin/orders/${id}`, undefined, { 'if-none-match': etag })).durationMs;
      }),
    );
    report(rows);
    await reportSizes(client);
  } finally {
    await server.stop();
    await client.end();
  }
} finally {
  await postgres.stop();
}

/** The first three are not counted: connections open, and code is compiled. */
async function measure<T>(kind: string, samples: readonly T[], ask: (sample: T) => Promise<number>): Promise<Row> {
  for (const sample of samples.slice(0, 3)) await ask(sample);
  const durationsMs: number[] = [];
  for (const sample of samples) durationsMs.push(await ask(sample));
  process.stderr.write(`${kind}: ${Math.round(Math.max(...durationsMs))} ms at most\n`);
  return { kind, durationsMs: durationsMs.sort((a, b) => a - b) };
}

function report(rows: readonly Row[]): void {
  const [processor] = cpus();
  const memoryGb = Math.round(totalmem() / 1024 ** 3);
  print(
    `\n${ORDERS} orders, ${ROUNDS} questions of each kind; ${cpus().length} × ${processor?.model ?? '?'}, ${memoryGb} GB, Node ${process.version}\n`,
  );
  print('| asked for | p50 ms | p95 ms | slowest ms | |\n|---|---:|---:|---:|---|');
  const at = ({ durationsMs }: Row, share: number) => durationsMs[Math.ceil(durationsMs.length * share) - 1] ?? 0;
  for (const row of rows) {
    const verdict = at(row, 0.95) < LIMIT_MS ? 'PASS' : `over ${LIMIT_MS} ms`;
    print(`| ${row.kind} | ${[0.5, 0.95, 1].map((share) => at(row, share).toFixed(1)).join(' | ')} | ${verdict} |`);
  }
  const failed = rows.filter((row) => at(row, 0.95) >= LIMIT_MS);
  print(`\n${failed.length === 0 ? 'PASS' : `${failed.length} kinds are over ${LIMIT_MS} ms`}`);
  if (failed.length > 0) process.exitCode = 1;
}

async function reportSizes(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string; megabytes: string }>(
    `SELECT relname AS name, round(pg_relation_size(oid) / 1048576.0)::text AS megabytes FROM pg_class
     WHERE relkind IN ('r', 'i') AND pg_relation_size(oid) > 1048576 AND relnamespace = 'public'::regnamespace
     ORDER BY relkind DESC, pg_relation_size(oid) DESC`,
  );
  print('\n| table or index | MB |\n|---|---:|');
  for (const { name, megabytes } of rows) print(`| ${name} | ${megabytes} |`);
}
