// What is waited for may take as long as the test has time, and then the test says what it waited for.
import { describe, expect, it } from 'vitest';
import { waitFor } from './wait-for.js';

describe('waiting', () => {
  it('goes on with the first answer that is one', async () => {
    const answers = [undefined, null, false, 0];
    expect(await waitFor('an answer', () => answers.shift())).toBe(0);
    expect(answers).toEqual([]);
  });

  it('fails at once with what the probe throws', async () => {
    const broken = (): never => {
      throw new Error('the probe is broken');
    };
    await expect(waitFor('nothing', broken)).rejects.toThrow('the probe is broken');
  });

  it('says what it waited for before the time of the test is up', { timeout: 2_100 }, async () => {
    await expect(waitFor('rain', () => false)).rejects.toThrow(/for rain, in vain; the last answer was false$/);
  });

  it('stops earlier where that is asked for', async () => {
    await expect(waitFor('rain', () => undefined, { timeoutMs: 1 })).rejects.toThrow('for rain, in vain');
  });
});
