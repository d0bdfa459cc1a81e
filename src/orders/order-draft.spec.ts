// What a change says about the jobs that it gives and takes back.
import { expect, it } from 'vitest';
import { settlePaymentJob } from './jobs.js';
import { draftOf, inMs, sampleOrder } from './testing/samples.js';

it('of what is said about a job in one change, the last word counts', () => {
  const draft = draftOf(sampleOrder());
  const [soon, late, other] = [
    settlePaymentJob('1', inMs(1)),
    settlePaymentJob('1', inMs(2)),
    settlePaymentJob('2', inMs(3)),
  ];
  const said = () => [draft.jobs, draft.finishedJobKeys];
  draft.enqueue(soon);
  draft.enqueue(other);
  draft.enqueue(late);
  expect(said(), 'the later time').toEqual([[other, late], []]);
  draft.finishJob(late.key);
  expect(said(), 'taken back').toEqual([[other], [late.key]]);
  draft.enqueue(soon);
  expect(said(), 'given again').toEqual([[other, soon], []]);
});
