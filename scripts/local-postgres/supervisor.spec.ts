// The supervisor with servers that end when a test says so.
import { describe, expect, test, vi } from 'vitest';
import { RestartLimit, Supervisor, type SupervisedServer } from './supervisor.js';

const PORT = 5999;

class FakeServer implements SupervisedServer {
  readonly url: string;
  /** The patience of each stop. */
  readonly stops: (number | undefined)[] = [];
  end: (how: string) => void = () => undefined;
  readonly #ended = new Promise<string>((resolve) => (this.end = resolve));

  constructor(readonly port = PORT) {
    this.url = `postgres://127.0.0.1:${port}/gyeolje`;
  }

  untilEnded(): Promise<string> {
    return this.#ended;
  }

  stop(patienceMs?: number): Promise<void> {
    this.stops.push(patienceMs);
    this.end('with exit code 0');
    return Promise.resolve();
  }
}

/** What the starts are to lead to, in their order, and what the supervisor did. */
class Stage {
  readonly askedPorts: (number | undefined)[] = [];
  readonly notices: string[] = [];
  pauses = 0;
  nowMs = 0;

  constructor(private readonly outcomes: readonly (FakeServer | Promise<FakeServer> | Error)[]) {}

  supervise(): Promise<Supervisor> {
    return Supervisor.start({
      start: async (port) => {
        const outcome = this.outcomes[this.askedPorts.push(port) - 1];
        if (outcome === undefined) throw new Error('There should be no further start');
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
      notify: (sentence) => this.notices.push(sentence),
      now: () => this.nowMs,
      pause: () => {
        this.pauses += 1;
        return Promise.resolve();
      },
    });
  }

  untilNotices(count: number): Promise<void> {
    return vi.waitFor(() => expect(this.notices).toHaveLength(count));
  }
}

describe('a server that ends unasked', () => {
  test('is started again on its port, with a sentence about it', async () => {
    const [first, second] = [new FakeServer(), new FakeServer()];
    const stage = new Stage([first, second]);
    const supervisor = await stage.supervise();
    void supervisor.run();
    first.end('with signal SIGKILL');
    await stage.untilNotices(1);
    expect(stage.notices).toEqual([`The local PostgreSQL ended with signal SIGKILL and runs again on port ${PORT}.`]);
    expect(stage.askedPorts).toEqual([undefined, PORT]);
    expect(first.stops, 'what the first one left behind is removed').toHaveLength(1);
  });

  test('is tried again after a pause when it does not start', async () => {
    const first = new FakeServer();
    const stage = new Stage([first, new Error('the disk is full'), new FakeServer()]);
    const supervisor = await stage.supervise();
    void supervisor.run();
    first.end('with exit code 2');
    await stage.untilNotices(1);
    expect(stage.pauses).toBe(1);
    expect(stage.askedPorts).toEqual([undefined, PORT, PORT]);
  });

  test('is tried again when another process runs it on another port, where its clients do not look', async () => {
    const [first, elsewhere, third] = [new FakeServer(), new FakeServer(PORT + 1), new FakeServer()];
    const stage = new Stage([first, elsewhere, third]);
    const supervisor = await stage.supervise();
    void supervisor.run();
    first.end('with exit code 2');
    await stage.untilNotices(1);
    expect(elsewhere.stops).toHaveLength(1);
    await supervisor.stop();
    expect(third.stops).toHaveLength(1);
  });

  test('is given up when it ends five times within a minute', async () => {
    const servers = Array.from({ length: 5 }, () => new FakeServer());
    const stage = new Stage(servers);
    const supervisor = await stage.supervise();
    const run = supervisor.run();
    for (const [index, server] of servers.slice(0, 4).entries()) {
      server.end('with signal SIGKILL');
      await stage.untilNotices(index + 1);
    }
    servers[4]?.end('with signal SIGSEGV');
    await expect(run).rejects.toThrow(
      'The local PostgreSQL ended 5 times within a minute and is not started again. ' +
        'The last time it ended with signal SIGSEGV.',
    );
    expect(stage.askedPorts).toHaveLength(5);
  });

  test('is given up with the reason when it does not start any more', async () => {
    const first = new FakeServer();
    const stage = new Stage([first, ...Array.from({ length: 4 }, () => new Error('the disk is full'))]);
    const supervisor = await stage.supervise();
    const run = supervisor.run();
    first.end('with exit code 2');
    await expect(run).rejects.toThrow('The last time it did not start: the disk is full');
    expect(stage.askedPorts).toHaveLength(5);
  });
});

describe('a server that is stopped', () => {
  test('is not started again', async () => {
    const server = new FakeServer();
    const stage = new Stage([server]);
    const supervisor = await stage.supervise();
    const run = supervisor.run();
    await supervisor.stop(700);
    await run;
    expect(server.stops).toEqual([700]);
    expect(stage.askedPorts).toEqual([undefined]);
  });

  test('while it is being started again is stopped once it runs', async () => {
    const [first, second] = [new FakeServer(), new FakeServer()];
    let finishStart = (): void => undefined;
    const slow = new Promise<FakeServer>((resolve) => (finishStart = () => resolve(second)));
    const stage = new Stage([first, slow]);
    const supervisor = await stage.supervise();
    const run = supervisor.run();
    first.end('with signal SIGKILL');
    await vi.waitFor(() => expect(stage.askedPorts).toHaveLength(2));
    const stopped = supervisor.stop();
    finishStart();
    await stopped;
    await run;
    expect(second.stops).toHaveLength(1);
  });
});

describe('the limit of restarts', () => {
  const answers = (endsMs: readonly number[]): boolean[] => {
    const limit = new RestartLimit();
    return endsMs.map((endedAt) => limit.allowsAfterEndAt(endedAt));
  };

  test('allows four ends within a minute, not a fifth', () => {
    expect(answers([0, 1, 2, 3, 59_999])).toEqual([true, true, true, true, false]);
  });

  test('forgets an end after a minute', () => {
    expect(answers([0, 1, 2, 3, 60_000])).toEqual([true, true, true, true, true]);
    expect(answers([0, 10, 20, 30, 60_005, 60_006])).toEqual([true, true, true, true, true, false]);
  });
});
