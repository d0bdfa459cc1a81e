// The provider audit: by hand and by night, broken off and gone on with, and what it makes of answers that are none.
// Must never wait for a night.
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditProviders } from '../../src/cli/commands.js';
import { CommandRefused } from '../../src/cli/refused.js';
import { processTerminal } from '../../src/cli/terminal.js';
import { ProviderAudit } from '../../src/provider-audit/provider-audit.service.js';
import { requireSameBooks, untilNothingMoves } from '../support/compare-books.js';
import { evidenceOf } from '../support/evidence.js';
import { startHouse, type House } from '../support/house.js';
import { visit, type ShownCancellation, type ShownOrder } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { readRows, withClient } from '../support/read-rows.js';
import { waitFor } from '../support/wait-for.js';

const CLI = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
let house: House;
beforeAll(async () => {
  house = await startHouse({ environment: { PROVIDER_AUDIT_PAUSE_MS: '0' } });
});
afterAll(() => house.close());

/** Each test audits only what was paid in it; providers tell of that to the second. */
let from = '';
let to = '';
beforeEach(async () => {
  const startMs = (Math.floor(Date.now() / 1_000) + 1) * 1_000;
  await waitFor('a second in which nothing was paid', () => Date.now() >= startMs);
  from = new Date(startMs).toISOString();
  to = new Date(startMs + 3_600_000).toISOString();
});

interface Said {
  readonly code: number;
  readonly lines: readonly string[];
  readonly errors: string;
}

/** What `npm run audit:provider -- …` does, in this process. */
async function audit(period = { from, to }): Promise<Said> {
  const lines: string[] = [];
  const terminal = { ...processTerminal, say: (line: string) => void lines.push(line) };
  const dates = { from: new Date(period.from), to: new Date(period.to) };
  try {
    await auditProviders(house.app.get(ProviderAudit, { strict: false }), dates, terminal);
    return { code: 0, lines, errors: '' };
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error;
    return { code: 1, lines, errors: error.message };
  }
}

/** The same as a process of its own, with its own settings. */
function auditProcess(environment: Readonly<Record<string, string>> = {}): Promise<Said> {
  const env = { ...process.env, ...environment, LOG_LEVEL: 'silent' };
  const words = ['audit', 'provider', '--from', from, '--to', to];
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...words], { env, cwd: tmpdir() }, (error, out, errors) => {
      const code = error === null ? 0 : Number(error.code ?? -1);
      resolve({ code, lines: out.trim().split('\n'), errors });
    });
  });
}

async function paidAtPayco(): Promise<{ readonly order: ShownOrder; readonly orderKey: string }> {
  const order = await house.merchant.order();
  await visit(await house.payco.agree(await house.merchant.pay(order)));
  const { payments } = await house.merchant.show(order);
  return { order, orderKey: payments[0]?.receipt?.providerPaymentId ?? '' };
}

async function paidByDeposit(): Promise<void> {
  const order = await house.merchant.order();
  await visit(await house.payco.agree(await house.merchant.pay(order), 'virtual_account'));
  const [waiting] = (await house.merchant.show(order)).payments;
  await house.payco.deposit(waiting?.receipt?.providerPaymentId ?? '', { notify: 'normal' });
  expect((await house.merchant.show(order)).status).toBe('paid');
}

async function paidAtPayple(): Promise<{ readonly order: ShownOrder; readonly reference: string }> {
  const order = await house.merchant.order();
  const payment = await house.merchant.pay(order, 'pc', 'payple');
  await deliver(await house.payple.finish(payment, 'pay'));
  return { order, reference: payment.handoff?.parameters?.['PCD_PAY_OID'] ?? '' };
}

const cancellationsOf = async (order: ShownOrder): Promise<string[]> =>
  (await house.merchant.show(order)).cancellations.map(({ kind, amountWon }) => `${kind} ${amountWon}`);

async function gauge(name: string): Promise<number> {
  const text = await (await fetch(`${house.url}/metrics`)).text();
  const line = text.split('\n').find((each) => each.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? NaN);
}

/** Whether each was a night's, and has ended. */
const runs = () =>
  readRows<{ readonly nightly: boolean; readonly ended: boolean }>(
    house.databaseUrl,
    'SELECT nightly, ended_at IS NOT NULL AS ended FROM provider_audits ORDER BY id',
  );

describe('by hand', () => {
  it('records what went back elsewhere, says so, and finds nothing the next time', async () => {
    const [kept, refunded] = [await paidAtPayco(), await paidAtPayco()];
    await house.payco.refundAtSite(refunded.orderKey, 3_000);
    const first = await auditProcess();
    expect(first, first.errors).toMatchObject({ code: 1 });
    expect(first.lines.at(-1)).toBe(
      'Payments asked about: 2. Recorded: 1. Operators called: 0. No clear answer: 0. Balance not told: 0.',
    );
    expect(first.lines.filter((line) => line.startsWith('pay_'))).toEqual([
      expect.stringMatching(/^pay_\w+ recorded$/),
    ]);
    expect(await cancellationsOf(refunded.order)).toEqual(['external 3000']);
    expect(await cancellationsOf(kept.order)).toEqual([]);
    const second = await audit();
    expect(second, second.errors).toMatchObject({ code: 0 });
    expect(second.lines.at(-1)).toBe(
      'Payments asked about: 2. Recorded: 0. Operators called: 0. No clear answer: 0. Balance not told: 0.',
    );
    await untilNothingMoves(house.databaseUrl);
    await requireSameBooks(house.databaseUrl, house.payco, house.payple);
  });

  it('asks the simulators on their ports, as the server of npm start does', async () => {
    await paidAtPayco();
    const ports = {
      PAYCO_API_URL: '',
      PAYPLE_API_URL: '',
      PAYCO_SIMULATOR_PORT: new URL(house.payco.url).port,
      PAYPLE_SIMULATOR_PORT: new URL(house.payple.url).port,
    };
    const said = await auditProcess(ports);
    expect(said.lines.at(-1)).toBe(
      'Payments asked about: 1. Recorded: 0. Operators called: 0. No clear answer: 0. Balance not told: 0.',
    );
    expect(said, said.errors).toMatchObject({ code: 0 });
  });

  it('asks only about what was paid in the period', async () => {
    await paidAtPayco();
    const said = await audit({ from: '2026-01-01', to: '2026-01-31' });
    expect(said, said.errors).toMatchObject({ code: 0 });
    expect(said.lines.at(-1)).toMatch(/^Payments asked about: 0\./);
  });

  it('goes on behind a provider that does not answer, and tells about how many', async () => {
    for (let each = 0; each < 6; each += 1) await paidAtPayco();
    for (const endpoint of ['verify', 'checkAvailability']) {
      await house.payco.fail({ endpoint, fault: 'drop_before_effect', count: 10_000 });
    }
    const said = await audit();
    expect(said, said.errors).toMatchObject({ code: 1 });
    expect(said.lines).toContain('A provider does not answer; going on.');
    expect(said.lines.at(-1)).toBe(
      'Payments asked about: 6. Recorded: 0. Operators called: 0. No clear answer: 6. Balance not told: 0.',
    );
    await house.payco.behave();
  });

  it('does not take it for no answer that PAYCO tells no balance of virtual accounts', async () => {
    for (let each = 0; each < 6; each += 1) await paidByDeposit();
    const said = await audit();
    expect(said, said.errors).toMatchObject({ code: 0 });
    expect(said.lines).toEqual([
      'Payments asked about: 6. Recorded: 0. Operators called: 0. No clear answer: 0. Balance not told: 6.',
    ]);
    expect(await gauge('gyeolje_provider_audit_payments{outcome="not_told"}')).toBe(6);

    await house.payco.fail({ endpoint: 'verify', fault: 'drop_before_effect', count: 10_000 });
    const unheard = await audit();
    expect(unheard.lines.at(-1), 'nothing was answered at all').toBe(
      'Payments asked about: 6. Recorded: 0. Operators called: 0. No clear answer: 6. Balance not told: 0.',
    );
    await house.payco.behave();
  });

  it('leaves Payple alone unless it is told otherwise, and calls an operator to what it cannot explain', async () => {
    await house.payple.adopt({ inquiryShowsCancels: true });
    const { order, reference } = await paidAtPayple();
    expect((await house.merchant.cancel(order, 4_000)).status).toBe(201);
    await house.payple.refundAtSite(reference, { amountWon: 1_000, notice: false });
    expect((await audit()).lines.at(-1)).toMatch(/^Payments asked about: 0\./);

    const asked = await auditProcess({ PAYPLE_NIGHTLY_AUDIT: 'on' });
    expect(asked, asked.errors).toMatchObject({ code: 1 });
    expect(asked.lines.at(-1)).toBe(
      'Payments asked about: 1. Recorded: 0. Operators called: 1. No clear answer: 0. Balance not told: 0.',
    );
    const { payments } = await house.merchant.show(order);
    expect(payments[0]?.attention).toBe(
      'The provider tells a refund of 5000 won, and our books have 4000 won as refunded: look there, and record what went back elsewhere.',
    );
    const { next } = await evidenceOf(house.merchant, payments[0] ?? order);
    expect(next.waitsForOperator, 'an operator was called to a payment that is paid').toBe(true);
    expect(await house.merchant.cancel(order, 1_000)).toMatchObject({ status: 409, body: { code: 'needs_operator' } });

    const entered = await house.merchant.call<ShownCancellation>(
      'POST',
      `/v1/orders/${order.id}/external-cancellations`,
      {
        amountWon: 1_000,
        origin: 'provider_site',
        refundedAt: new Date().toISOString(),
        reason: 'seen on the merchant site',
        decidedBy: 'Kim',
      },
    );
    expect(entered.status, JSON.stringify(entered.body)).toBe(201);
    expect((await auditProcess({ PAYPLE_NIGHTLY_AUDIT: 'on' })).code).toBe(0);
    expect((await evidenceOf(house.merchant, payments[0] ?? order)).next.waitsForOperator, 'they have seen to it').toBe(
      false,
    );
    await untilNothingMoves(house.databaseUrl);
    await requireSameBooks(house.databaseUrl, house.payco, house.payple);
  });
});

describe('by night', () => {
  it('runs once for a night, and only that run counts for the alarm on its age', async () => {
    await waitFor('the night that was missed to be made up for', async () => (await runs()).some(({ ended }) => ended));
    await house.crashAndRestart();
    await audit();
    const shown = await runs();
    expect(shown.filter(({ nightly }) => nightly)).toEqual([{ nightly: true, ended: true }]);
    expect(shown.at(-1)).toEqual({ nightly: false, ended: true });
    await write(`UPDATE provider_audits SET started_at = now() - interval '3 days' WHERE nightly`);
    expect(await gauge('gyeolje_provider_audit_age_seconds')).toBeGreaterThan(2 * 86_400);
  });

  it('goes on where a process that died had come to, and asks about nothing twice', async () => {
    for (let each = 0; each < 2; each += 1) await paidAtPayco();
    const refunded = await paidAtPayco();
    await untilNothingMoves(house.databaseUrl);
    await house.payco.refundAtSite(refunded.orderKey, 2_000);
    const audit = house.app.get(ProviderAudit, { strict: false });
    const run = await audit.begin({ from: new Date(from), to: new Date(to) }, false);
    expect(await audit.goOn(run, 0, () => undefined), 'whether it ended in no time').toBe(false);
    expect(run.payments).toBe(1);

    await house.crashAndRestart();
    const next = house.app.get(ProviderAudit, { strict: false });
    expect(await next.takeOver(), 'a run that another process may still work on').toBeNull();
    expect(await progressOf(run.id)).toEqual({ payments: 1, recorded: 0, ended: false });
    await endClaim(run.id);
    const hasEnded = async () => (await progressOf(run.id))?.ended;
    await waitFor('the server to take the run over, and to end it', hasEnded);
    expect(await progressOf(run.id)).toEqual({ payments: 3, recorded: 1, ended: true });
    expect(await cancellationsOf(refunded.order)).toEqual(['external 2000']);
  });

  it('stops in a process that stood still for so long that another one took the run over', async () => {
    for (let each = 0; each < 2; each += 1) await paidAtPayco();
    const audit = house.app.get(ProviderAudit, { strict: false });
    const run = await audit.begin({ from: new Date(from), to: new Date(to) }, false);
    expect(await audit.goOn(run, 0, () => undefined), 'whether it ended in no time').toBe(false);
    await endClaim(run.id);
    // Unless the server's own job was faster.
    await audit.takeOver();
    await expect(audit.goOn(run, Infinity, () => undefined)).rejects.toThrow('Another process has taken this run');
    await expect(audit.release(run)).rejects.toThrow('Another process has taken this run');
  });
});

interface Progress {
  readonly payments: number;
  readonly recorded: number;
  readonly ended: boolean;
}

async function progressOf(runId: string): Promise<Progress | undefined> {
  const [progress] = await readRows<Progress>(
    house.databaseUrl,
    'SELECT payments, recorded, ended_at IS NOT NULL AS ended FROM provider_audits WHERE id = $1',
    [runId],
  );
  return progress;
}

/** As if the process that works on a run had not got further for minutes. */
async function endClaim(runId: string): Promise<void> {
  await write('UPDATE provider_audits SET claimed_until = now() WHERE id = $1', [runId]);
}

const write = (statement: string, values: unknown[] = []) =>
  withClient(house.databaseUrl, (client) => client.query(statement, values));
