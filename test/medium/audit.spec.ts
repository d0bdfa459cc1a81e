// The audit trail: nobody changes it, a deed and its entry stand or fall together, and it can be searched.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AuditTrail } from '../../src/audit/audit-trail.js';
import { DeskStage } from '../support/desk-stage.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

let database: TestDatabase;
let stage: DeskStage;
let admin: Awaited<ReturnType<DeskStage['signedIn']>>;
beforeAll(async () => {
  database = await createTestDatabase();
  stage = await DeskStage.open(database.url);
  admin = await stage.signedIn('administrator');
});
afterAll(async () => {
  await stage.close();
  await database.drop();
});

interface Shown {
  readonly id: string;
  readonly occurredAt: string;
  readonly action: string;
  readonly reason: string | null;
}

async function search(query: string): Promise<{ items: Shown[]; nextCursor: string | null; code?: string }> {
  return (await admin.browser.call<{ items: Shown[]; nextCursor: string | null }>('GET', `/admin/audit?${query}`)).body;
}

async function record(reason: string, subject = 'ord_1', action: `${string}.${string}` = 'test.done'): Promise<void> {
  const by = { personId: admin.colleague.id, name: '김지우', address: '192.0.2.5' };
  await stage.app.get(AuditTrail).record(stage.dataSource.manager, {
    by,
    action,
    subject,
    reason,
    before: { limit: 1 },
    after: { note: 'changed-note' },
  });
}

test.each([
  `UPDATE audit_entries SET reason = 'nothing happened'`,
  'DELETE FROM audit_entries',
  'TRUNCATE audit_entries',
  'TRUNCATE people, audit_entries CASCADE',
])('the database refuses: %s', async (statement) => {
  const count = async () => (await stage.trail()).length;
  const before = await count();
  await expect(stage.dataSource.query(statement)).rejects.toThrow('append-only');
  expect(await count()).toBe(before);
  expect(before, 'there is something to be changed').toBeGreaterThan(0);
});

test('a deed that fails leaves no entry, and one whose entry fails is not done', async () => {
  const { colleague } = await stage.signedIn('viewer');
  const path = `/admin/people/${colleague.shownId}`;
  const before = (await stage.trail(colleague)).length;
  await stage.dataSource.query('ALTER TABLE people ADD CONSTRAINT no_wonderland CHECK (name <> $$Wonderland$$)');
  expect((await admin.browser.call('PATCH', path, { name: 'Wonderland' })).status, 'the deed fails').toBe(500);
  expect(await stage.trail(colleague), 'no entry').toHaveLength(before);
  await stage.dataSource.query(
    `ALTER TABLE audit_entries ADD CONSTRAINT full_up CHECK (action <> 'person.changed') NOT VALID`,
  );
  expect((await admin.browser.call('PATCH', path, { name: 'Alice' })).status, 'the entry fails').toBe(500);
  await stage.dataSource.query('ALTER TABLE audit_entries DROP CONSTRAINT full_up');
  const { body } = await admin.browser.call<{ name: string }>('GET', path);
  expect(body.name, 'the deed is not done').not.toBe('Alice');
});

test('an entry says who, from where, in which session and request, and what', async () => {
  const { colleague, browser } = await stage.signedIn('viewer');
  const requestId = 'request-of-the-test';
  await browser.call('POST', '/admin/sign-out', undefined, { headers: { 'x-request-id': requestId } });
  const { items } = await search(`personId=${colleague.shownId}&action=session.ended`);
  expect(items).toEqual([
    {
      id: expect.stringMatching(/^aud_[0-9a-f]{32}$/) as string,
      occurredAt: stage.clock.now().toISOString(),
      personId: colleague.shownId,
      personName: expect.stringMatching(/^Colleague/) as string,
      address: '192.0.2.1',
      sessionId: expect.stringMatching(/^ses_/) as string,
      requestId,
      action: 'session.ended',
      subject: expect.stringMatching(/^ses_/) as string,
      before: null,
      after: null,
      reason: null,
    },
  ]);
});

describe('searching', () => {
  beforeAll(async () => {
    for (let count = 0; count < 25; count += 1) {
      await record(`the buyer called, number ${count}`, `ord_${count % 5}`);
      // Five in each moment, so that pages end between entries of the same one.
      if (count % 5 === 4) stage.clock.advance(1_000);
    }
  });

  test('walks through all entries once, the newest first', async () => {
    const seen: Shown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Awaited<ReturnType<typeof search>> = await search(
        `action=test.done&limit=7${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      seen.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(25);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(25);
    expect(seen.map(({ occurredAt }) => occurredAt)).toEqual(
      seen.map(({ occurredAt }) => occurredAt).sort((a, b) => b.localeCompare(a)),
    );
  });

  test.each([
    ['subject=ord_3&action=test.done', 5],
    ['subject=ord_nobody', 0],
    ['text=buyer%20called&action=test.done', 25],
    ['text=BUY&subject=ord_2', 5],
    ['text=%EA%B9%80%EC%A7%80&limit=100', 25],
    ['text=changed-note', 25],
    ['text=buyer%20nobody', 0],
    [`text=${encodeURIComponent("o'brien \\ & | ! <-> :* ()")}`, 0],
    ['text=...&limit=100&action=test.done', 25],
  ])('%s finds %d', async (query, count) => {
    expect((await search(query)).items).toHaveLength(count);
  });

  test('by moments takes the first and leaves the last', async () => {
    const { items } = await search('action=test.done&limit=100');
    const [newest, oldest] = [items[0]?.occurredAt ?? '', items.at(-1)?.occurredAt ?? ''];
    expect((await search(`action=test.done&limit=100&from=${oldest}&to=${newest}`)).items).toHaveLength(20);
  });

  test.each([
    'cursor=aud_0',
    `cursor=aud_${'0'.repeat(32)}`,
    'personId=kim',
    'from=yesterday',
    'action=;drop',
    'limit=1000',
    'colour=red',
  ])('refuses %s', async (query) => {
    expect((await search(query)).code).toBe('malformed_request');
  });

  test('walks along an index, whatever is asked', async () => {
    const plans = {
      'occurred_at < now()': 'audit_entries_newest',
      [`person_id = '${admin.colleague.id}'`]: 'audit_entries_by_person',
      [`action = 'test.done'`]: 'audit_entries_by_action',
      [`subject = 'ord_1'`]: 'audit_entries_by_subject',
    };
    for (const [condition, index] of Object.entries(plans)) {
      const plan = await stage.dataSource.transaction(async (manager) => {
        await manager.query('SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off');
        return JSON.stringify(
          await manager.query(
            `EXPLAIN SELECT * FROM audit_entries WHERE ${condition} AND (occurred_at, id) < (now(), '${admin.colleague.id}')
             ORDER BY occurred_at DESC, id DESC LIMIT 50`,
          ),
        );
      });
      expect(plan, condition).toContain(`Index Scan Backward using ${index}`);
    }
  });
});
