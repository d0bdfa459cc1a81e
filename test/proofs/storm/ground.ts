// Where a storm is played: PostgreSQL of its own, both providers, two servers behind a balancer, two workers.
// Must never let a process end unnoticed that nobody killed.
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { startPaycoSimulator } from '../../../simulators/payco/server.js';
import { startPaypleSimulator } from '../../../simulators/payple/server.js';
import { houseEnvironment } from '../../support/house.js';
import { reservePort } from '../../support/ports.js';
import { PaycoControl } from '../../support/payco-control.js';
import { PaypleControl } from '../../support/payple-control.js';
import { runCommand, startServerProcess, type ProgramName, type ServerProcess } from '../../support/server-process.js';
import { waitFor } from '../../support/wait-for.js';
import { Balancer } from './balancer.js';
import type { Cluster } from './cluster.js';

/** One of the four processes; when it is killed, another one takes its place. */
interface Post {
  readonly program: ProgramName;
  readonly environment: Readonly<Record<string, string>>;
  process: ServerProcess | null;
}

export class Ground {
  readonly #endedByThemselves: string[] = [];

  private constructor(
    readonly databaseUrl: string,
    readonly payco: PaycoControl,
    readonly payple: PaypleControl,
    private readonly balancer: Balancer,
    private readonly posts: readonly Post[],
    private readonly closeProviders: () => Promise<void>,
  ) {}

  /** @param settings environment variables of all four processes */
  static async open(cluster: Cluster, seed: string, settings: Readonly<Record<string, string>>): Promise<Ground> {
    const databaseUrl = await newDatabase(cluster.url);
    const [payco, payple] = await Promise.all([
      startPaycoSimulator({ port: 0, data: 'memory', seed }),
      startPaypleSimulator({ port: 0, data: 'memory', seed }),
    ]);
    const ports = [String(await reservePort()), String(await reservePort())];
    const balancer = await Balancer.open(ports.map(Number));
    const environment = await houseEnvironment(databaseUrl, payco.url, {
      PAYPLE_API_URL: payple.url,
      PUBLIC_URL: balancer.url,
      DATABASE_POOL_SIZE: '8',
      ...settings,
    });
    const servers = ports.map(
      (port) => ({ program: 'main', environment: { ...environment, PORT: port, RUN_JOBS: 'false' } }) as const,
    );
    const workers = [1, 2].map(() => ({ program: 'worker', environment }) as const);
    const posts = [...servers, ...workers].map((post): Post => ({ ...post, process: null }));
    const closeProviders = async (): Promise<void> => {
      await Promise.all([payco.close(), payple.close()]);
    };
    const controls = [new PaycoControl(payco.url), new PaypleControl(payple.url, balancer.url)] as const;
    const ground = new Ground(databaseUrl, ...controls, balancer, posts, closeProviders);
    // One after the other: the first brings the schema.
    await ground.startHouse();
    await ground.payple.tellNotices(`${balancer.url}/v1/payple/notices`);
    return ground;
  }

  /** Where everybody finds the house. */
  get url(): string {
    return this.balancer.url;
  }

  /** How many processes there are to kill. */
  get processes(): number {
    return this.posts.length;
  }

  /** What should never have happened: one sentence for each process that ended although nobody killed it. */
  get endedByThemselves(): readonly string[] {
    return this.#endedByThemselves;
  }

  /** Kills a process without warning, and puts another one in its place. */
  async killAndReplace(which: number): Promise<void> {
    const post = this.posts[which % this.posts.length];
    const victim = post?.process;
    if (!post || !victim) return;
    post.process = null;
    await victim.kill();
    await this.#man(post);
  }

  /** Waits until some server can work again. */
  async ready(): Promise<void> {
    const isReady = async (): Promise<boolean> => {
      const answer = await fetch(`${this.url}/health/ready`).catch(() => null);
      await answer?.arrayBuffer();
      return answer?.status === 200;
    };
    await waitFor('a server to be ready', isReady);
  }

  /** Asks the providers about every settled payment, as at night. @returns what the audit said in the end */
  async auditProviders(): Promise<string> {
    const environment = { ...this.posts[0]?.environment, PAYPLE_NIGHTLY_AUDIT: 'on', PROVIDER_AUDIT_PAUSE_MS: '0' };
    return runCommand(environment, ['audit', 'provider', '--from', '2026-01-01', '--to', '2100-01-01']);
  }

  /** Ends all four processes, each with what it is at. */
  async stopHouse(): Promise<void> {
    for (const post of this.posts) {
      const { process } = post;
      post.process = null;
      await process?.stop();
    }
  }

  async startHouse(): Promise<void> {
    for (const post of this.posts) await this.#man(post);
  }

  async close(): Promise<void> {
    await this.stopHouse();
    await this.balancer.close();
    await this.closeProviders();
  }

  async #man(post: Post): Promise<void> {
    const started = await startServerProcess(post.environment, post.program);
    post.process = started;
    void started.ended.then((complaints) => {
      if (post.process !== started) return;
      this.#endedByThemselves.push(`A process (${post.program}) ended although nobody killed it: ${complaints}`);
    });
  }
}

async function newDatabase(clusterUrl: string): Promise<string> {
  const name = `storm_${randomUUID().replaceAll('-', '')}`;
  const client = new Client({ connectionString: clusterUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  return url.href;
}
