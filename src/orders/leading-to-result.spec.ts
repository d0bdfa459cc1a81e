// What a buyer sees of a fault while they come back: nothing, and the log all of it.
import { expect, it, vi } from 'vitest';
import type { Logger } from '@nestjs/common';
import { leadingToResult } from './leading-to-result.js';
import { sampleOrder, samplePayment } from './testing/samples.js';

it('goes on to the result page whatever fails, and tells the log', async () => {
  const error = vi.fn<(line: object) => void>();
  const payment = samplePayment(sampleOrder());
  const fault = new Error('deadlock detected');
  await leadingToResult({ error } as unknown as Logger, payment, () => Promise.reject(fault));
  expect(error.mock.calls).toEqual([[expect.objectContaining({ error: fault })]]);
});
