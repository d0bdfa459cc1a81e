// The world of random histories: the house between two tapped lines, its workers run by hand, and a time that only moves
// when a history says so (and as fast as the test itself runs). Must never let a provider act later than a house may expect.
import { Logger, runOnce } from 'graphile-worker';
import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { vi } from 'vitest';
import { rotateSeals } from '../../../src/cli/seal-rotation.js';
import { Clock } from '../../../src/common/clock.js';
import { Sealer } from '../../../src/common/sealing.js';
import { JobRegistry } from '../../../src/jobs/job-registry.js';
import { tasksOf } from '../../../src/jobs/job-tasks.js';
import { ProviderAudit } from '../../../src/provider-audit/provider-audit.service.js';
import { MoneyAudit, type FoundDifference } from '../../../src/money/money-audit.js';
import { attentionList, decide } from '../../support/evidence.js';
import { startHouse, type House } from '../../support/house.js';
import { clearUp, waitingParts } from '../../support/payple-operator.js';
import { recordWhatPagesShow } from '../../support/provider-pages.js';
import { waitFor } from '../../support/wait-for.js';
import { startWiretap, type Wiretap } from '../../support/wiretap.js';
import { breachesOf } from '../laws.js';
import { truthAbout } from './truth.js';

/** What the house waits for a provider, in ms of the real time. */
const TIMEOUT_MS = 1_500;
/** Later than that, when everybody has given up waiting. */
export const LATE_MS = 1_800;
/** While a provider still works on a call that was given up, no more time than this passes: BELIEVE_UNPAID_AFTER_MS is longer. */
const PATIENT_MS = 2_000;

/** Doubt is handled by the default settings: it costs nothing here to wait for hours. */
const SETTINGS = {
  PAYCO_TIMEOUT_MS: String(TIMEOUT_MS),
  PAYPLE_TIMEOUT_MS: String(TIMEOUT_MS),
  FIRST_LOOKUP_MS: '1000',
  LONGEST_LOOKUP_MS: '300000',
  BELIEVE_UNPAID_AFTER_MS: '3000',
  LATE_LOOKUP_MS: '60000',
  RUN_JOBS: 'false',
  PAYPLE_NIGHTLY_AUDIT: 'on',
  PROVIDER_AUDIT_PAUSE_MS: '0',
};

const DAY_MS = 86_400_000;
/** A doubt ends long before so many lookups, or never. */
const MOST_ROUNDS = 200;

const SILENT = new Logger(() => () => undefined);

const MAKE_DUE = `
  UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND run_at <= $1 AND locked_at IS NULL`;
/**
 * The next thing to happen, but for questions that Payple may never answer, and those about late money of which a part went
 * back elsewhere: an operator was called for them.
 */
const NEXT_JOB = `
  SELECT min(run_at) AS at FROM graphile_worker.jobs j
  WHERE NOT EXISTS (
    SELECT FROM cancellations c JOIN payments p ON p.id = c.payment_id
    WHERE j.key IN ('settle_cancellation:' || c.id, 'reconcile_payment:' || p.id)
      AND c.status = 'in_doubt' AND c.attention IS NOT NULL AND (p.provider = 'payple' OR c.kind = 'reversal'))`;

export class World {
  #aheadMs = 0;
  /** Until when payments were held against the providers' books by the histories before. */
  #auditedMs = DAY_MS;
  #passedWhileBusyMs = 0;

  private constructor(
    readonly house: House,
    private readonly lines: readonly Wiretap[],
    private readonly pool: Pool,
    /** The ring of sealing keys, the newest first. */
    private seals: readonly string[],
    private readonly clock: { mockClear(): unknown },
  ) {}

  static async open(): Promise<World> {
    const [paycoLine, paypleLine] = await Promise.all([startWiretap(false), startWiretap(false)]);
    // The house needs the time before there is a world.
    const time: { world: World | null } = { world: null };
    const now = (): number => time.world?.nowMs ?? Date.now();
    const clock = vi.spyOn(Clock.prototype, 'now').mockImplementation(() => new Date(now()));
    const seal = newSeal(0);
    const environment = { ...SETTINGS, SEAL_KEYS: seal, PAYPLE_API_URL: paypleLine.url };
    const house = await startHouse({ environment, paycoUrl: paycoLine.url, now, noticeRetriesMs: [50, 200, 500] });
    await house.payple.tellNotices(`${house.url}/v1/payple/notices`);
    paycoLine.connect(house.payco.url);
    paypleLine.connect(house.payple.url);
    const pool = new Pool({ connectionString: house.databaseUrl, max: 3 });
    // The worker wants to be sure that somebody hears of a broken connection; whoever uses it does.
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return (time.world = new World(house, [paycoLine, paypleLine], pool, [seal], clock));
  }

  /** The world’s own time, in ms since 1970. */
  get nowMs(): number {
    return Date.now() + this.#aheadMs;
  }

  /** How many calls the providers still work on. */
  get openCalls(): number {
    return this.lines.reduce((sum, line) => sum + line.open, 0);
  }

  /** What Payple's window gave the browser, leading back to Payple over the tapped line. */
  overTheLine(fields: Readonly<Record<string, string>>): Record<string, string> {
    const line = this.lines.at(-1)?.url ?? '';
    return Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, value.replace(this.house.payple.url, line)]),
    );
  }

  /** Time passes; then sweepers and workers do what is due. */
  async pass(ms: number): Promise<void> {
    if (this.openCalls === 0) this.#passedWhileBusyMs = 0;
    this.#passedWhileBusyMs += ms;
    if (this.#passedWhileBusyMs > PATIENT_MS) await this.untilProvidersAreQuiet();
    this.#aheadMs += ms;
    for (const job of this.house.app.get(JobRegistry, { strict: false }).periodicJobs()) await job.run();
    await this.work();
  }

  /** Workers run every job whose time has come. */
  async work(): Promise<void> {
    await this.pool.query(MAKE_DUE, [new Date(this.nowMs)]);
    const registry = this.house.app.get(JobRegistry, { strict: false });
    await runOnce(
      { pgPool: this.pool, noHandleSignals: true, logger: SILENT },
      { ...tasksOf(registry, 'house'), ...tasksOf(registry, 'messengers') },
    );
  }

  /** The application dies at this moment, and another one starts. */
  crash(): Promise<void> {
    return this.house.crashAndRestart();
  }

  /** A new sealing key: everything is sealed anew, and the key before the last one is forgotten. */
  async rotateSeals(): Promise<void> {
    const [newest = ''] = this.seals;
    this.seals = [newSeal(Number(/^k(\d+)/.exec(newest)?.[1] ?? 0) + 1), newest];
    await this.house.crashAndRestart({ SEAL_KEYS: this.seals.join(',') });
    const { app } = this.house;
    const sealer = app.get(Sealer, { strict: false });
    const { broken } = await rotateSeals(app.get(DataSource, { strict: false }), sealer, nameOf(this.seals[0] ?? ''));
    if (broken.length > 0) throw new Error(broken.join('\n'));
  }

  /**
   * Faults end, and time passes from job to job until there are no more, with an operator where one is needed. In the end the
   * providers are asked about every payment since the last time, as at night.
   */
  async settle(): Promise<void> {
    await Promise.all([this.house.payco.behave(), this.house.payple.behave()]);
    await this.untilProvidersAreQuiet();
    await this.#untilNothingIsDue();
    await clearUp(this.house, await waitingParts(this.house.databaseUrl));
    await this.pass(3_600_000);
    await this.#untilNothingIsDue();
    await this.#decideWhatIsLeft();
    await this.#auditProviders();
    await this.#decideWhatIsLeft();
    await this.#untilNothingIsDue();
    await this.house.payple.adopt({ inquiryShowsCancels: false });
    // Each call of the clock is kept otherwise.
    this.clock.mockClear();
  }

  /** Every breach of every law. */
  breaches(): Promise<string[]> {
    const { databaseUrl, payco, payple } = this.house;
    return breachesOf({ databaseUrl, providers: [payco, payple] });
  }

  /**
   * What the nightly audit of the books finds, which is nothing.
   *
   * @param everything whether to look at all orders there are, or at those that changed since the last time
   */
  async auditMoney(everything: boolean): Promise<FoundDifference[]> {
    const { app } = this.house;
    const audit = new MoneyAudit(app.get(DataSource, { strict: false }), app.get(Clock, { strict: false }));
    const found: FoundDifference[] = [];
    await audit.run({ everything }, (difference) => found.push(difference));
    return found;
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.house.close();
    await Promise.all(this.lines.map((line) => line.close()));
    vi.restoreAllMocks();
  }

  /** What figures cannot tell, the operator reads on the providers' pages. */
  async #decideWhatIsLeft(): Promise<void> {
    const { merchant, payco, payple } = this.house;
    for (const item of await attentionList(merchant)) {
      if (item.decisions.length === 0) continue;
      if (item.kind === 'payment' && item.decisions.includes('noted')) {
        const recorded = await recordWhatPagesShow(this.house, [payco, payple], item.id, new Date(this.nowMs));
        if (recorded?.status === 201) continue;
      }
      const { status, body } = await decide(merchant, item, await truthAbout(this, item, false));
      if (status >= 300)
        throw new Error(`A decision about ${item.id} was answered with ${status} ${JSON.stringify(body)}.`);
    }
    await this.#untilNothingIsDue();
  }

  async #auditProviders(): Promise<void> {
    const audit = this.house.app.get(ProviderAudit, { strict: false });
    const to = this.nowMs + 1;
    const run = await audit.begin({ from: new Date(this.#auditedMs - DAY_MS), to: new Date(to) }, false);
    while (!(await audit.goOn(run, Infinity, () => undefined)));
    this.#auditedMs = to;
    await this.#untilNothingIsDue();
  }

  async #untilNothingIsDue(): Promise<void> {
    await waitFor('Payple to have told everything', async () => (await this.house.payple.noticesWaiting()) === 0);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const { rows } = await this.pool.query<{ at: Date | null }>(NEXT_JOB);
      const at = rows[0]?.at ?? null;
      if (at === null) return;
      await this.pass(Math.max(0, at.getTime() - this.nowMs) + 1);
    }
    const { rows } = await this.pool.query<{ key: string }>('SELECT key FROM graphile_worker.jobs ORDER BY run_at');
    throw new Error(`After ${MOST_ROUNDS} rounds there still are jobs: ${rows.map(({ key }) => key).join(', ')}.`);
  }

  /** Nothing is on its way any more, nor done at a provider when nobody waits for it. */
  untilProvidersAreQuiet(): Promise<unknown> {
    return waitFor('the providers to have done all they were asked', () => this.openCalls === 0);
  }
}

function newSeal(number: number): string {
  return `k${number}:${randomBytes(32).toString('base64')}`;
}

function nameOf(seal: string): string {
  return seal.split(':')[0] ?? '';
}
