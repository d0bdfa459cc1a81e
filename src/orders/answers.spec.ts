// What a repetition under an Idempotency-Key gets.
import { describe, expect, it } from 'vitest';
import { Problem } from '../common/problems.js';
import { Answers } from './answers.js';
import type { IdempotencyRecord } from './entities/idempotency-record.entity.js';
import { NOW } from './testing/samples.js';

const ticket = { apiKeyId: 'a', key: 'k', fingerprint: 'f' };
const record = (facts: Partial<IdempotencyRecord> = {}): IdempotencyRecord => ({
  ...ticket,
  resourceId: null,
  responseStatus: 201,
  responseBody: { id: 1 },
  sealedBody: null,
  committedAt: null,
  createdAt: NOW,
  ...facts,
});
/** No test here reads or writes a record. */
const answers = () => new Answers(undefined as never);

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
  return 'nothing was refused';
}

describe('the same request again', () => {
  it('gets the first answer', () => {
    expect(answers().replay(ticket, record())).toEqual({ status: 201, body: { id: 1 }, replayed: true });
  });

  it('under a key of another request is refused', async () => {
    const other = { ...ticket, fingerprint: 'g' };
    expect(await codeOf(() => answers().replay(other, record()))).toBe('idempotency_key_reused');
    expect(await codeOf(() => answers().replay(null, record()))).toBe('idempotency_key_reused');
  });

  it('while the first is unanswered learns the state of what it works on, or waits', async () => {
    const running = record({ responseStatus: null, responseBody: null });
    const fromState = () => ({ status: 202, body: { id: 2 }, replayed: false });
    expect(answers().replay(ticket, running, fromState)).toEqual({ status: 202, body: { id: 2 }, replayed: true });
    expect(await codeOf(() => answers().replay(ticket, running))).toBe('idempotency_key_running');
  });
});

describe('two requests at once', () => {
  it('under one key: the second is told to wait, and may come when the first is done', async () => {
    const shared = answers();
    let finish: (answer: string) => void = () => undefined;
    const first = shared.once(ticket, () => new Promise<string>((resolve) => (finish = resolve)));
    expect(await codeOf(() => shared.once(ticket, () => Promise.resolve('never')))).toBe('idempotency_key_running');
    finish('first');
    expect(await first).toBe('first');
    expect(await shared.once(ticket, () => Promise.resolve('later'))).toBe('later');
  });

  it('the key is free again after a failure', async () => {
    const shared = answers();
    await expect(shared.once(ticket, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await shared.once(ticket, () => Promise.resolve('yes'))).toBe('yes');
  });

  it('of two API keys, or without a key, do not wait for each other', async () => {
    const shared = answers();
    const nested = await shared.once(ticket, () =>
      shared.once({ ...ticket, apiKeyId: 'b' }, () =>
        shared.once(null, () => shared.once(null, () => Promise.resolve('in'))),
      ),
    );
    expect(nested).toBe('in');
  });
});
