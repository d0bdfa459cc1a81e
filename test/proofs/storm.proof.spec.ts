// Proof: two servers, two workers, everything goes wrong at the providers, processes are killed, PostgreSQL goes away twice;
// in the end the laws hold without an exception. Must never be calmer than it says: it counts what struck.
import { afterAll, beforeAll } from 'vitest';
import { Chance } from '../support/chance.js';
import { inWaves } from '../support/in-waves.js';
import { readRows } from '../support/read-rows.js';
import { prove, TAKES_ITS_TIME, Violation, type Figures, type Run } from './harness/proof.js';
import { breachesOf } from './laws.js';
import { Cluster } from './storm/cluster.js';
import { atShare, count, type Counted } from './storm/figures.js';
import { Ground } from './storm/ground.js';
import { Listener, moody, steady } from './storm/listener.js';
import { Operator } from './storm/operator.js';
import { untilAllIsTold, untilFoundOut, untilOnlyPeopleCanHelp, untold } from './storm/quiet.js';
import { Story } from './storm/story.js';
import { brokenWords } from './storm/told.js';
import { letThingsGoWrong } from './storm/trouble.js';
import { Wallet } from './storm/wallet.js';
import { letItStorm, Progress, type Sky, type Strikes } from './storm/weather.js';

const AT_ONCE = TAKES_ITS_TIME ? 32 : 24;
const FAULTS_PERCENT = 5;
/** At thirty payments a second: every few seconds. */
const KILL_EVERY = 100;
/** The same stories without faults, fewer of them: throughput is a rate. */
const CALM_SHARE = 0.25;
const SETTLE_MS = 600_000;

const TIMEOUT_MS = TAKES_ITS_TIME ? 3_000 : 1_000;
const LATENESS = { slowMs: 150, tooLateMs: TIMEOUT_MS * 1.5 };

/**
 * In the full run doubt is handled by the default settings; only calls give up sooner, operators are called sooner, and
 * messages that failed are sent again sooner.
 */
const DEFAULTS = {
  FIRST_LOOKUP_MS: '1000',
  LONGEST_LOOKUP_MS: '300000',
  BELIEVE_UNPAID_AFTER_MS: '3000',
  LATE_LOOKUP_MS: '60000',
  SWEEP_EVERY_MS: '30000',
  JOB_POLL_MS: '1000',
  WEBHOOK_FIRST_RETRY_MS: '500',
  WEBHOOK_LONGEST_RETRY_MS: '5000',
};
/** In the short run everything is quicker, in the same proportions. */
const QUICKER = {
  FIRST_LOOKUP_MS: '100',
  LONGEST_LOOKUP_MS: '1000',
  BELIEVE_UNPAID_AFTER_MS: '1000',
  LATE_LOOKUP_MS: '3000',
  SWEEP_EVERY_MS: '1000',
  JOB_POLL_MS: '500',
  WEBHOOK_CONCURRENCY: '4',
  WEBHOOK_FIRST_RETRY_MS: '100',
  WEBHOOK_LONGEST_RETRY_MS: '1000',
};
const SETTINGS = {
  ...(TAKES_ITS_TIME ? DEFAULTS : QUICKER),
  PAYCO_TIMEOUT_MS: String(TIMEOUT_MS),
  PAYPLE_TIMEOUT_MS: String(TIMEOUT_MS),
  WEBHOOK_TIMEOUT_MS: String(TIMEOUT_MS),
  CALL_OPERATOR_AFTER_MS: TAKES_ITS_TIME ? '60000' : '4000',
};

let cluster: Cluster;
beforeAll(async () => {
  cluster = await Cluster.open();
});
afterAll(() => cluster.close());

prove(
  'storm',
  'in a storm every payment is known and none is taken or given back twice',
  { short: 1_000, full: 20_000 },
  async (run) => {
    // Throughput beside a calm sea is for the table; the short run has no time for it.
    const calm = TAKES_ITS_TIME ? await play({ ...run, size: Math.ceil(run.size * CALM_SHARE) }, false) : null;
    const storm = await play(run, true);
    return figuresOf(storm, calm);
  },
);

interface Played extends Counted, Strikes {
  readonly stories: number;
  /** From the first order to the last answer of the last story. */
  readonly livedMs: number;
  /** From then until nothing moved any more. */
  readonly settledMs: number;
  readonly decisions: number;
  /** What was put right at Payple instead. */
  readonly clearedUp: number;
  /** Refunds at the providers' own pages. */
  readonly elsewhere: number;
  /** How many entries of the books hold them, and how many of these an operator made. */
  readonly recorded: number;
  readonly recordedByOperator: number;
  /** Webhook messages that arrived, repeated ones too. */
  readonly messages: number;
  /** From each order's payment to the first message about it, in ms, the shortest first. */
  readonly toldMs: readonly number[];
}

async function play({ seed, size }: Run, isStorm: boolean): Promise<Played> {
  const ground = await Ground.open(cluster, `storm ${seed}`, SETTINGS);
  const chance = new Chance(seed);
  const listener = await Listener.open(ground.url, isStorm ? moody(chance.for('listener'), LATENESS) : steady);
  const operator = new Operator(ground, chance.for('operator'));
  try {
    if (isStorm) await letThingsGoWrong(ground, FAULTS_PERCENT, LATENESS);
    const { stories, strikes, livedMs } = await live({ ground, cluster, chance, operator }, size, isStorm);
    await ground.payco.behave();
    await ground.payple.behave();
    const startedMs = performance.now();
    await untilOnlyPeopleCanHelp(ground.databaseUrl, SETTLE_MS);
    const settledMs = performance.now() - startedMs;
    const counted = await count(ground.databaseUrl);
    const clearedUp = await letOperatorFinish(ground, operator);
    await auditProviders(ground, operator);
    await inWaves(stories.length, AT_ONCE, async (index) => stories[index]?.service.askAgain());
    await untilToldAndStopped(ground);
    await judge(ground, stories, operator, listener);
    const [decisions, messages] = [operator.decisions, listener.arrivals.length];
    const toldMs = await listener.msToTell(ground.databaseUrl);
    const refundedElsewhere = {
      elsewhere: await siteRefunds(ground),
      recorded: await externalsOf(ground.databaseUrl),
      recordedByOperator: operator.recorded,
    };
    const lived = { ...counted, ...strikes, ...refundedElsewhere };
    return { ...lived, stories: size, livedMs, settledMs, decisions, clearedUp, messages, toldMs };
  } finally {
    await ground.close();
    await listener.close();
  }
}

/** @returns how many parts were put right at Payple, after the operator had decided about some */
async function letOperatorFinish(ground: Ground, operator: Operator): Promise<number> {
  await operator.work();
  const parts = await untilOnlyPeopleCanHelp(ground.databaseUrl, SETTLE_MS);
  await operator.clearUp(parts);
  await operator.decideWhatFiguresCannotTell();
  await untilFoundOut(ground.databaseUrl, SETTLE_MS);
  await operator.askAgain();
  return parts.length;
}

/** While it is judged, nothing may happen any more: stored cards expire by the clock, for instance, and that is told. */
async function untilToldAndStopped(ground: Ground): Promise<void> {
  for (;;) {
    await untilAllIsTold(ground.databaseUrl, SETTLE_MS);
    await ground.stopHouse();
    if ((await untold(ground.databaseUrl)) === 0) return;
    await ground.startHouse();
  }
}

async function siteRefunds({ payco, payple }: Ground): Promise<number> {
  const books = (await Promise.all([payco.providerBooks(), payple.providerBooks()])).flat();
  return books.reduce((sum, { siteCancels }) => sum + siteCancels, 0);
}

async function externalsOf(databaseUrl: string): Promise<number> {
  const statement = `SELECT count(*)::integer AS count FROM cancellations WHERE kind = 'external'`;
  const [row] = await readRows<{ count: number }>(databaseUrl, statement);
  return row?.count ?? 0;
}

/** As at night: what went back at the providers' own pages, and nobody was told of, is found. */
async function auditProviders(ground: Ground, operator: Operator): Promise<void> {
  const said = await ground.auditProviders();
  if (!said.endsWith('No clear answer: 0. Balance not told: 0.')) throw new Error(`The provider audit said: ${said}`);
  await operator.lookAtPayments();
  await untilFoundOut(ground.databaseUrl, SETTLE_MS);
}

async function live(sky: Sky, size: number, isStorm: boolean) {
  const { ground, chance } = sky;
  const progress = new Progress();
  const wallet = new Wallet();
  const stories = Array.from(
    { length: size },
    (_, index) => new Story(`S${index + 1}`, ground, wallet, chance.for(index)),
  );
  const startedMs = performance.now();
  const strikes = isStorm
    ? letItStorm({ ...sky, chance: chance.for('weather') }, progress, size, KILL_EVERY)
    : Promise.resolve({ kills: 0, restarts: 0 });
  const lived = inWaves(size, AT_ONCE, async (index) => {
    await stories[index]?.live();
    progress.add();
  });
  // Should the weather fail, it is heard at once; the stories end either way.
  await Promise.all([lived.finally(() => progress.end()), strikes]);
  return { stories, strikes: await strikes, livedMs: performance.now() - startedMs };
}

/** The laws, and every word that was given. Of all stories that show a breach, the shortest is told. */
async function judge(ground: Ground, stories: readonly Story[], operator: Operator, listener: Listener): Promise<void> {
  const { databaseUrl, payco, payple, endedByThemselves } = ground;
  const broken = await brokenWords(databaseUrl, stories);
  const breaches = await breachesOf({ databaseUrl, providers: [payco, payple], receiver: listener });
  const others = [...(await operator.brokenWords()), ...listener.forgeries, ...endedByThemselves];
  const found = [
    ...broken,
    ...[...breaches, ...others].map((sentence) => ({ sentence, story: storyNamedIn(sentence, stories) })),
  ];
  if (found.length === 0) return;
  const lengthOf = (story: Story | undefined): number => story?.told.length ?? Infinity;
  const [shortest] = [...found].sort((one, other) => lengthOf(one.story) - lengthOf(other.story));
  const sentences = found.slice(0, 20).map(({ sentence }) => sentence);
  const steps = (shortest?.story?.told ?? []).map((step) => `  ${step}`);
  throw new Violation([shortest?.sentence, ...steps, 'All of them:', ...sentences].join('\n'), found.length);
}

function storyNamedIn(sentence: string, stories: readonly Story[]): Story | undefined {
  const number = /\bS(\d+)-\d+/.exec(sentence)?.[1];
  return number === undefined ? undefined : stories[Number(number) - 1];
}

function figuresOf(storm: Played, calm: Played | null): Figures {
  const perSecond = ({ stories, livedMs }: Played): number => Math.round((stories / livedMs) * 10_000) / 10;
  return {
    payments: storm.stories,
    tries: storm.payments,
    paid: storm.paid,
    cancellations: storm.cancellations,
    'given back because the order could not take it': storm.reversals,
    kills: storm.kills,
    'PostgreSQL restarts': storm.restarts,
    'lost answers that lookups settled': storm.doubts,
    'ms to settle half of the payments': Math.round(storm.paymentP50Ms),
    'ms to settle 95 % of the payments': Math.round(storm.paymentP95Ms),
    'ms to settle half of the cancellations': Math.round(storm.cancellationP50Ms),
    'ms to settle 95 % of the cancellations': Math.round(storm.cancellationP95Ms),
    'decided by an operator': storm.decisions,
    'put right at Payple': storm.clearedUp,
    'refunds made elsewhere': storm.elsewhere,
    'recorded in entries': storm.recorded,
    'of these by an operator': storm.recordedByOperator,
    'ms until all was quiet': Math.round(storm.settledMs),
    'webhook messages': storm.messages,
    'ms from payment to first message for half': Math.round(atShare(0.5, storm.toldMs)),
    'ms from payment to first message for 95 %': Math.round(atShare(0.95, storm.toldMs)),
    'payments a second': perSecond(storm),
    ...(calm && {
      'without faults: payments a second': perSecond(calm),
      'ms to first message for half': Math.round(atShare(0.5, calm.toldMs)),
      'ms to first message for 95 %': Math.round(atShare(0.95, calm.toldMs)),
    }),
  };
}
