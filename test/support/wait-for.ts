// Waits in tests for something that happens by itself.
// Must never wait a fixed time: it looks often, and goes on as soon as it can.
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 10;

/**
 * Asks `probe` until it answers with something other than undefined, null or false, and returns that answer.
 * @param description what is waited for, as in "the order to be paid"
 * @param everyMs how long to wait between two answers, where asking costs much
 * @throws at once what the probe throws, and after `timeoutMs` (10 s unless told) a sentence with the description.
 */
export async function waitFor<Answer>(
  description: string,
  probe: () => Answer | Promise<Answer>,
  { timeoutMs = 10_000, everyMs = POLL_MS }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<Exclude<Answer, undefined | null | false>> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined && answer !== null && answer !== false) {
      return answer as Exclude<Answer, undefined | null | false>;
    }
    if (Date.now() >= deadline) {
      throw new Error(`Waited ${timeoutMs} ms for ${description}, in vain; the last answer was ${String(answer)}`);
    }
    await delay(everyMs);
  }
}
