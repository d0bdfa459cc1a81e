// What becomes of an approved request that cannot be carried out, by what speaks against it.
import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { beforeAll, expect, test } from 'vitest';
import { AuditTrail } from '../../audit/audit-trail.js';
import { Problem, PROBLEM_KINDS, type ErrorCode } from '../../common/problems.js';
import { CancellingService } from '../../orders/cancelling.service.js';
import { Carriers, type Carrier } from './carriers.js';
import { CarryingOutService, TRIED_AGAIN } from './carrying-out.service.js';
import { RefundRequestBook } from './refund-request-book.js';
import { REQUEST_KINDS, type RequestKind } from './refund-request.entity.js';

beforeAll(() => Logger.overrideLogger(false));

const CODES = Object.keys(PROBLEM_KINDS) as ErrorCode[];

/** Tries to carry out an approved request, of which the books or its carrier throw something. Returns where it went. */
async function fateOf(kind: RequestKind, thrown: Error): Promise<string> {
  const moves: string[] = [];
  const book = {
    find: () =>
      Promise.resolve({ id: 'request', status: 'approved', kind, cancellationId: 'c', orderId: 'o', askedById: 'p' }),
    move: (_: unknown, __: unknown, to: string) => Promise.resolve(moves.push(to) > 0),
  };
  const fails = () => Promise.reject(thrown);
  const carriers = { of: () => ({ carryOut: fails, shownHash: fails }) satisfies Carrier };
  const dataSource = { manager: {}, transaction: (work: (manager: object) => unknown) => work({}) };
  const service = new CarryingOutService(
    book as unknown as RefundRequestBook,
    carriers as unknown as Carriers,
    { begin: fails } as unknown as CancellingService,
    dataSource as unknown as DataSource,
    { record: () => Promise.resolve() } as unknown as AuditTrail,
  );
  await service.carryOut('request').catch(() => moves.push('tried again'));
  return moves.join();
}

test.each(REQUEST_KINDS)(
  'of the kind %s: whatever speaks against it ends it, unless it passes by itself',
  async (kind) => {
    for (const code of CODES) {
      const expected = TRIED_AGAIN.some((each) => each === code) ? 'tried again' : 'stale';
      expect(await fateOf(kind, new Problem(code)), code).toBe(expected);
    }
    expect(await fateOf(kind, new Error('the database is gone')), 'a failure says nothing').toBe('tried again');
  },
);
