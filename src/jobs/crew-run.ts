// One run of a crew of workers: says when it ends by itself, and ends when it is told to, whatever the library makes of it.
// Must never count as ended while one of its jobs is still at work: another process would take it up.
import { EventEmitter } from 'node:events';
import type { Runner, WorkerEvents } from 'graphile-worker';

/** Without a job for this long, an end that does not come is not waited for any more. */
const GRACE_MS = 5_000;
const LOOK_EVERY_MS = 50;

/** What a crew is run with. */
export type StartRunner = (events: WorkerEvents) => Promise<Runner>;

/**
 * graphile-worker notes that jobs are done in batches, and counts those that could not be noted. When several fail at
 * once, as they do when a database goes, it counts below zero and waits for ever: it neither works nor ends. So this does
 * not wait for its end to say that it is ending, and not without limit once no job is at work. What could not be noted is
 * done again.
 */
export class CrewRun {
  private constructor(
    private readonly runner: Pick<Runner, 'stop' | 'promise'>,
    private readonly jobs: { atWork: number },
    /** Resolves when it begins to end, by itself or because it was told to, with the error that it ends for, if any. */
    readonly ending: Promise<unknown>,
  ) {}

  static async start(start: StartRunner, events: WorkerEvents = new EventEmitter()): Promise<CrewRun> {
    const jobs = { atWork: 0 };
    const finished = (): void => void (jobs.atWork -= 1);
    events.on('job:start', () => (jobs.atWork += 1));
    events.on('job:complete', finished);
    // Then it does not come to the other.
    events.on('worker:fatalError', finished);
    const shuttingDown = new Promise<void>((resolve) => events.once('pool:gracefulShutdown', () => resolve()));
    const askedInVain = whenAskedInVain(events);
    const runner = await start(events);
    const ended = runner.promise.catch((error: unknown) => error);
    return new CrewRun(runner, jobs, Promise.race([shuttingDown, ended, askedInVain]));
  }

  /** Takes no more jobs, and returns when those that run have ended. */
  async stop(): Promise<void> {
    const isOver = new AbortController();
    // One that is ending by itself refuses to be stopped again.
    const stopped = Promise.allSettled([this.runner.stop(), this.runner.promise]);
    await Promise.race([stopped, this.#withoutJobs(isOver.signal)]);
    isOver.abort();
  }

  async #withoutJobs(signal: AbortSignal): Promise<void> {
    let idleMs = 0;
    while (idleMs < GRACE_MS && !signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      idleMs = this.jobs.atWork > 0 ? 0 : idleMs + LOOK_EVERY_MS;
    }
  }
}

/**
 * Resolves with the error when the first question for a job fails. graphile-worker looks up its tasks with it and keeps
 * what it heard for as long as it runs, a refusal too: it would ask in vain for ever. Later ones it asks again.
 */
function whenAskedInVain(events: WorkerEvents): Promise<unknown> {
  return new Promise((resolve) => {
    const hear = ({ error }: { error: unknown }): void => resolve(error);
    const trust = (): void => void events.off('worker:getJob:error', hear);
    events.on('worker:getJob:error', hear);
    events.once('worker:getJob:empty', trust);
    events.once('job:start', trust);
  });
}
