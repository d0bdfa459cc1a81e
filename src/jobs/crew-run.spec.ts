// How a run of workers ends: by itself, when it is told to, and when the library never comes to an end.
import { EventEmitter } from 'node:events';
import type { Runner, WorkerEvents } from 'graphile-worker';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CrewRun } from './crew-run.js';

const NEVER = new Promise<never>(() => undefined);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A run whose library does this when it is told to stop. */
async function startRun(runner: { stop: () => Promise<void>; promise: Promise<void> }) {
  const events: WorkerEvents = new EventEmitter();
  const run = await CrewRun.start(() => Promise.resolve(runner as unknown as Runner), events);
  const emit = (name: string, event: object = {}): unknown => (events as EventEmitter).emit(name, event);
  return { run, emit };
}

/** Whether it settles within a time. */
async function settlesWithin(ms: number, promise: Promise<unknown>): Promise<boolean> {
  let isSettled = false;
  void promise.then(() => (isSettled = true));
  await vi.advanceTimersByTimeAsync(ms);
  return isSettled;
}

test('a run that ends well is waited for, and no longer', async () => {
  let end = (): void => undefined;
  const promise = new Promise<void>((resolve) => (end = resolve));
  const stop = (): Promise<void> => {
    end();
    return promise;
  };
  const { run } = await startRun({ promise, stop });
  expect(await settlesWithin(0, run.stop())).toBe(true);
});

test('a run that begins to end by itself says so at once, although it never comes to its end', async () => {
  const { run, emit } = await startRun({ promise: NEVER, stop: () => NEVER });
  expect(await settlesWithin(60_000, run.ending)).toBe(false);
  emit('pool:gracefulShutdown');
  expect(await settlesWithin(0, run.ending)).toBe(true);
});

test('a run that ends with an error says with which', async () => {
  const error = new Error('Connection terminated unexpectedly');
  const { run } = await startRun({ promise: Promise.reject(error), stop: () => Promise.reject(new Error('stopped')) });
  expect(await run.ending).toBe(error);
  expect(await settlesWithin(0, run.stop())).toBe(true);
});

test('a run whose first question for a job fails says so; later ones it asks again', async () => {
  const first = await startRun({ promise: NEVER, stop: () => NEVER });
  const error = new Error('Connection terminated unexpectedly');
  first.emit('worker:getJob:error', { error });
  expect(await first.run.ending).toBe(error);
  const later = await startRun({ promise: NEVER, stop: () => NEVER });
  later.emit('worker:getJob:empty');
  later.emit('worker:getJob:error', { error });
  expect(await settlesWithin(60_000, later.run.ending)).toBe(false);
});

test('a run that never ends is given up a while after its last job, and not while one is at work', async () => {
  const { run, emit } = await startRun({ promise: NEVER, stop: () => NEVER });
  emit('job:start');
  emit('job:start');
  const stopped = run.stop();
  expect(await settlesWithin(600_000, stopped)).toBe(false);
  emit('job:complete');
  expect(await settlesWithin(60_000, stopped)).toBe(false);
  emit('worker:fatalError');
  expect(await settlesWithin(4_000, stopped)).toBe(false);
  expect(await settlesWithin(2_000, stopped)).toBe(true);
});
