// Waits in tests for something that happens by itself.
// Must never wait a fixed time: it looks often, and goes on as soon as it can.
import { setTimeout as delay } from 'node:timers/promises';
import { TestRunner } from 'vitest';

/** Between two looks at first, and at most: what takes long is not looked at so often that it takes longer. */
const FIRST_POLL_MS = 5;
const LONGEST_POLL_MS = 100;
/** In hooks, which know no time limit of their own: less than the limit of hooks in vitest.config.ts. */
const IN_A_HOOK_MS = 280_000;
/** So long before the time of a test is up a wait gives up, so that its sentence is the one that is read. */
const BEFORE_THE_END_MS = 2_000;

/**
 * Asks `probe` until it answers with something other than undefined, null or false, and returns that answer. How long a
 * machine takes is no matter of a test: the only limit is the one of the test itself.
 *
 * @param description what is waited for, as in "the order to be paid"
 * @param everyMs how long to wait between two answers, where asking costs much; otherwise longer and longer
 * @param timeoutMs for a proof that goes on when one of its many parts is stuck: how long it waits at most
 * @throws at once what the probe throws, and shortly before the time of the test is up a sentence with the description
 */
export async function waitFor<Answer>(
  description: string,
  probe: () => Answer | Promise<Answer>,
  { timeoutMs = Infinity, everyMs }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<Exclude<Answer, undefined | null | false>> {
  const startedMs = performance.now();
  const patienceMs = Math.min(timeoutMs, leftToTheTestMs());
  for (let pollMs = FIRST_POLL_MS; ; pollMs = Math.min(pollMs * 1.3, LONGEST_POLL_MS)) {
    const answer = await probe();
    if (answer !== undefined && answer !== null && answer !== false) {
      return answer as Exclude<Answer, undefined | null | false>;
    }
    const waitedMs = performance.now() - startedMs;
    if (waitedMs >= patienceMs) {
      const waited = `Waited ${Math.round(waitedMs)} ms for ${description}, in vain`;
      throw new Error(`${waited}; the last answer was ${String(answer)}`);
    }
    await delay(everyMs ?? pollMs);
  }
}

/** How much of its time the running test has left; a test without a limit has all of it. */
function leftToTheTestMs(): number {
  const test = TestRunner.getCurrentTest();
  if (!test) return IN_A_HOOK_MS;
  if (test.timeout <= 0) return Infinity;
  const startedMs = test.result?.startTime ?? Date.now();
  return Math.max(0, startedMs + test.timeout - BEFORE_THE_END_MS - Date.now());
}
