// A problem and the document that goes out for it say the same.
import { expect, test } from 'vitest';
import { Problem, problemDocument, problemOf } from './problems.js';

test('every fact of a problem is in its document, and comes back out of it', () => {
  const facts = {
    detail: 'More than there is.',
    resourceId: 'ord_1',
    limitWon: 9_000,
    usedWon: 4_000,
    leftWon: 5_000,
    missingWon: 100,
    recordedElsewhereWon: 200,
  };
  const document = problemDocument(new Problem('key_limit_reached', facts), 'request-1');
  expect(document).toMatchObject({ ...facts, status: 403, code: 'key_limit_reached', requestId: 'request-1' });
  const again = problemOf(document);
  expect([again.code, again.facts]).toEqual(['key_limit_reached', facts]);
});
