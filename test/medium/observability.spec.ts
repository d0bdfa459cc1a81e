// What machines are told about the server: whether it can work, and what it measures.
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { afterEach, expect, test } from 'vitest';
import { observeProviderCall, processMetrics } from '../../src/common/metrics.js';
import { configurations } from '../../src/config/configuration.js';
import { createApp } from '../../src/create-app.js';
import { DatabaseModule } from '../../src/database/database.module.js';
import { JobsModule } from '../../src/jobs/jobs.module.js';
import { ObservabilityModule } from '../../src/observability/observability.module.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../support/test-database.js';

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true, ignoreEnvFile: true, load: configurations }),
    DatabaseModule,
    JobsModule,
    ObservabilityModule,
  ],
})
class WatchedModule {}

const cleanups: (() => Promise<unknown>)[] = [];
const environment = { ...process.env };

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  process.env = { ...environment };
});

async function use(database: Promise<TestDatabase>): Promise<TestDatabase> {
  const made = await database;
  cleanups.push(() => made.drop());
  return made;
}

async function start(url: string, variables: Record<string, string> = {}): Promise<NestFastifyApplication> {
  Object.assign(process.env, { DATABASE_URL: url, LOG_LEVEL: 'silent', JOB_POLL_MS: '20', ...variables });
  const app = await createApp({ module: WatchedModule });
  cleanups.push(() => app.close());
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly detail: unknown;
}

async function get(
  app: NestFastifyApplication,
  url: string,
  headers: Record<string, string> = {},
  remoteAddress = '127.0.0.1',
): Promise<Answer> {
  const { statusCode, body } = await app.inject({ url, headers, remoteAddress });
  const isProblem = body.startsWith('{');
  return { status: statusCode, text: body, detail: isProblem ? (JSON.parse(body) as Answer).detail : undefined };
}

/** A payment that has been in doubt for ten minutes and needs an operator. */
const DOUBTFUL_PAYMENT = `
  INSERT INTO seller_credentials VALUES ('00000000-0000-7000-8000-000000000001', 'default', 'payco', 's', 'f', true, now());
  INSERT INTO orders (id, version, seller_code, order_number, status, title, amount_won, tax_free_won, taxable_won,
      vat_won, cancelled_won, cancelled_tax_free_won, cancelled_taxable_won, cancelled_vat_won, coupon_won, point_won,
      items, metadata, return_url, checkout_token, content_hash, expires_at, expiry_chosen, created_at)
    VALUES ('00000000-0000-7000-8000-000000000002', 1, 'default', 'n-1', 'unpaid', 't', 1100, 0, 1000,
      100, 0, 0, 0, 0, 0, 0, '[]', '{}', 'https://x', 'c', 'h', now(), false, now());
  INSERT INTO payments (id, order_id, provider, status, channel, in_app, amount_won, credentials_id, handoff, lookups,
      created_at)
    VALUES ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000002', 'payco', 'open', 'pc',
      false, 1100, '00000000-0000-7000-8000-000000000001', '{}', 0, now());
  UPDATE payments SET status = 'confirming';
  UPDATE payments SET status = 'in_doubt', in_doubt_since = now() - interval '10 minutes', attention = 'look';
  SELECT graphile_worker.add_job('nobody_runs_this', run_at => now() - interval '1 minute');
  SELECT graphile_worker.permanently_fail_jobs(ARRAY[(graphile_worker.add_job('nobody_runs_this', job_key := 'in vain')).id], 'in vain');
`;

test('a server with everything it needs is alive and ready', async () => {
  const { url } = await use(createTestDatabase());
  const app = await start(url);
  expect(await get(app, '/health/live')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  expect(await get(app, '/health/ready')).toMatchObject({ status: 200, text: '{"status":"ok"}' });
});

test('a server without the newest schema is not ready and says what is missing', async () => {
  const { url } = await use(createEmptyDatabase());
  const app = await start(url, { RUN_JOBS: 'false' });
  const answer = await get(app, '/health/ready');
  expect(answer.status).toBe(503);
  expect(answer.detail).toMatch(/^The database lacks the migrations job queue, Orders0001\d+/);
});

test('a server whose database is gone is alive, not ready, and still shows its own measurements', async () => {
  const database = await use(createTestDatabase());
  const app = await start(database.url);
  await database.drop();
  expect((await get(app, '/health/live')).status).toBe(200);
  expect(await get(app, '/health/ready')).toMatchObject({ status: 503, detail: 'The database does not answer.' });
  expect((await get(app, '/metrics')).text).toMatch(/^process_cpu_seconds_total /m);
});

test('the measurements tell requests by route, calls to providers, doubts, operators and jobs', async () => {
  // They count for the process, which other test files share.
  processMetrics.resetMetrics();
  const { url } = await use(createTestDatabase());
  const client = new Client({ connectionString: url });
  await client.connect();
  const plantedMs = performance.now();
  await client.query(DOUBTFUL_PAYMENT);
  await client.end();
  const app = await start(url, { RUN_JOBS: 'false' });
  observeProviderCall({ provider: 'payco', operation: 'confirm', outcome: 'unknown', durationMs: 1500 });
  await get(app, '/health/live?token=secret');
  await get(app, '/secret-path');
  const { text } = await get(app, '/metrics');
  const value = (series: string): number =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${series} `))
        ?.split(' ')[1],
    );
  expect(value('gyeolje_http_requests_total{route="/health/live",method="GET",status="200"}')).toBeGreaterThan(0);
  expect(value('gyeolje_http_requests_total{route="none",method="GET",status="404"}')).toBe(1);
  expect(text).not.toContain('secret');
  const call = 'provider="payco",operation="confirm",outcome="unknown"';
  expect(value(`gyeolje_provider_call_duration_seconds_sum{${call}}`)).toBe(1.5);
  expect(value('gyeolje_unsettled_payments{state="in_doubt"}')).toBe(1);
  expect(value('gyeolje_unsettled_payments{state="confirming"}')).toBe(0);
  expect(value('gyeolje_unsettled_cancellations{state="in_doubt"}')).toBe(0);
  const passedSeconds = (performance.now() - plantedMs) / 1_000;
  const [doubt, job] = ['gyeolje_oldest_doubt_age_seconds{entity="payment"}', 'gyeolje_oldest_ready_job_age_seconds'];
  expect(value(doubt)).toBeGreaterThanOrEqual(600);
  expect(value(doubt)).toBeLessThanOrEqual(600 + passedSeconds);
  expect(value('gyeolje_oldest_doubt_age_seconds{entity="cancellation"}')).toBe(0);
  expect(value('gyeolje_operator_needed{entity="payment"}')).toBe(1);
  expect(value('gyeolje_jobs{state="ready"}')).toBe(1);
  expect(value('gyeolje_jobs{state="failed"}')).toBe(1);
  expect(value(job)).toBeGreaterThanOrEqual(60);
  expect(value(job)).toBeLessThanOrEqual(60 + passedSeconds);
});

const TOKEN = 'metrics-token-0123456789';
const REAL = { GYEOLJE_MODE: 'test', SEAL_KEYS: `k:${Buffer.alloc(32, 1).toString('base64')}`, METRICS_TOKEN: TOKEN };

test.each([
  ['this machine', '127.0.0.1', {}, 200],
  ['this machine over IPv6', '::1', {}, 200],
  ['a proxy on this machine', '127.0.0.1', { 'x-forwarded-for': '192.0.2.1' }, 403],
  ['another machine', '192.0.2.1', {}, 403],
  ['another machine that claims to be this one', '192.0.2.1', { 'x-forwarded-for': '127.0.0.1' }, 403],
  ['another machine with the token', '192.0.2.1', { authorization: `Bearer ${TOKEN}` }, 200],
  ['another machine with half of the token', '192.0.2.1', { authorization: 'Bearer metrics-token' }, 403],
])('where money is real, metrics asked from %s get an answer by right', async (_, address, headers, status) => {
  const { url } = await use(createTestDatabase());
  const app = await start(url, { ...REAL, RUN_JOBS: 'false' });
  expect((await get(app, '/metrics', headers, address)).status).toBe(status);
});
