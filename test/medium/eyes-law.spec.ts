// The law of two people can be broken, and says so: rows that the house would never write are planted one by one.
// Must never leave anything planted for the next test.
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { breachesOfEyes } from '../proofs/laws/eyes.js';
import { plantCredentials, plantFamily, type Family } from '../support/sample-rows.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const [ASKER, OTHER, THIRD, FOURTH] = ['1', '2', '3', '4'].map(
  (digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`,
);

let database: TestDatabase;
let client: Client;
let family: Family;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await plantCredentials(client);
});
beforeEach(async () => {
  family = await plantFamily(client);
  await client.query(
    `INSERT INTO people (id, email, name, roles, refund_limit_won, created_at)
     VALUES ('${ASKER}', 'a@x.kr', 'A', '{operator}', 5000, now()), ('${OTHER}', 'b@x.kr', 'B', '{approver}', NULL, now()),
       ('${THIRD}', 'c@x.kr', 'C', '{administrator}', NULL, now())`,
  );
});
afterEach(async () => {
  for (const table of [
    'key_spendings',
    'invitations',
    'people',
    'api_keys',
    'change_requests',
    'refund_requests',
    'verdicts',
  ]) {
    await client.query(
      `ALTER TABLE ${table} DISABLE TRIGGER USER; DELETE FROM ${table}; ALTER TABLE ${table} ENABLE TRIGGER USER`,
    );
  }
  await plant('cancellations', `UPDATE cancellations SET requested_by = 'key_1'`);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** While the triggers of a table sleep. */
async function plant(table: string, statement: string): Promise<void> {
  await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await client.query(statement);
  await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
}

function request(amountWon: number, decidedBy: string | null = null, paymentId = family.paymentId): Promise<void> {
  return plant(
    'refund_requests',
    `INSERT INTO refund_requests (id, status, order_id, payment_id, kind, deed, about_id, amount_won, tax_free_won, taxable_won, vat_won,
       balance_before_won, shown_hash, reason, approval_reasons, asked_by_id, asked_by_name, asked_at, decided_by_id,
       decided_by_name, decided_at)
     VALUES (gen_random_uuid(), 'begun', '${family.orderId}', '${paymentId}', 'decision', '{}', '${paymentId}', ${amountWon}, ${amountWon},
       0, 0, ${amountWon}, repeat('a', 64), 'x', '${decidedBy === null ? '[]' : '[{}]'}', '${ASKER}', 'A', now(),
       ${decidedBy === null ? 'NULL, NULL, NULL' : `'${decidedBy}', 'B', now()`})`,
  );
}

const invite = (person: string, maker: string, more = '') =>
  client.query(
    `INSERT INTO invitations (id, person_id, token_hash, created_at, ends_at, made_by_id ${more === '' ? '' : ', used_at'})
     VALUES (gen_random_uuid(), '${person}', gen_random_uuid()::text, now() - interval '100 hours', now(), '${maker}' ${more})`,
  );

/** Used just before, so that their maker has them in their hands. */
const LATELY = `, now() - interval '1 hour'`;

/** A change that was approved, asked for by a key. @param maker of the key @param about whose rights it is about */
async function change(maker: string, about: string | null, decidedBy: string): Promise<void> {
  await client.query(
    `INSERT INTO api_keys (id, name, key_hash, hint, scopes, created_at, made_by_id)
     VALUES ('${THIRD}', 'x', 'x', 'x', '{orders:read}', now(), '${maker}')`,
  );
  await plant(
    'change_requests',
    `INSERT INTO change_requests (id, status, kind, subject, rights, before, after, deed, about_person_id, asked_by_key_id, asked_by_name,
       asked_at, expires_at, decided_by_id, decided_by_name, decided_at)
     VALUES (gen_random_uuid(), 'applied', 'person', 'x', '{role_granted}', '{}', '{}', '{}', ${about === null ? 'NULL' : `'${about}'`},
       '${THIRD}', 'A', now(), now(), '${decidedBy}', 'B', now())`,
  );
}

/** A key that may move a single won in a request, a day, or of an order. */
const limitedKey = (what: 'request' | 'day' | 'order') =>
  client.query(
    `INSERT INTO api_keys (id, name, key_hash, hint, scopes, created_at, limit_per_${what}_won)
     VALUES ('${THIRD}', 'x', 'x', 'x', '{cancellations:write}', now(), 1)`,
  );
const SHOWN_KEY = `'key_' || replace('${THIRD}', '-', '')`;

async function count(what: 'request' | 'day' | 'order'): Promise<void> {
  await limitedKey(what);
  await client.query(
    `INSERT INTO key_spendings (id, api_key_id, money_right, order_ref, amount_won, spent_at)
     VALUES (gen_random_uuid(), '${THIRD}', 'refund', 'o', 2, now())`,
  );
}

async function refundWithKey(what: 'request' | 'day' | 'order'): Promise<void> {
  await limitedKey(what);
  const asked = `UPDATE cancellations SET status = 'in_doubt', requested_by = ${SHOWN_KEY}`;
  await plant('cancellations', `${asked} WHERE id = '${family.cancellationId}'`);
}

async function sayWithKey(what: 'request' | 'day' | 'order'): Promise<void> {
  await limitedKey(what);
  await plant(
    'verdicts',
    `INSERT INTO verdicts (id, order_id, version, payment_id, rule, from_status, to_status, exchange_ids, decided_by, decided_with,
       reason, decided_at) SELECT gen_random_uuid(), order_id, 1, id, 'operator_said_paid', 'in_doubt', 'paid', '{}', 'A',
       ${SHOWN_KEY}, 'x', now() FROM payments WHERE id = '${family.paymentId}'`,
  );
}

test('it holds for what one may do alone, and for two who are two', async () => {
  await request(5_000);
  expect(await breachesOfEyes(database.url)).toEqual([]);
  await client.query(`DELETE FROM refund_requests`);
  await request(2_000_000, OTHER ?? '');
  // Long ago is no matter.
  await invite(OTHER ?? '', ASKER ?? '');
  expect(await breachesOfEyes(database.url)).toEqual([]);
});

test('it holds when a chain has a link of long ago, and for two who reset the same person', async () => {
  await request(2_000_000, OTHER ?? '');
  await invite(THIRD ?? '', ASKER ?? '');
  await invite(OTHER ?? '', THIRD ?? '', LATELY);
  expect(await breachesOfEyes(database.url)).toEqual([]);
  await client.query('DELETE FROM invitations');
  for (const maker of [ASKER, OTHER]) await invite(THIRD ?? '', maker ?? '', LATELY);
  expect(await breachesOfEyes(database.url)).toEqual([]);
});

test.each<[string, () => Promise<unknown>, string]>([
  ['somebody is beyond their own limit alone', () => request(5_001), 'needed nobody'],
  [
    'a person’s refund has no request',
    () =>
      plant(
        'cancellations',
        `UPDATE cancellations SET requested_by = 'person_1' WHERE id = '${family.cancellationId}'`,
      ),
    'without a request',
  ],
  [
    'a person’s decision has no request',
    () =>
      plant(
        'verdicts',
        `INSERT INTO verdicts (id, order_id, version, payment_id, rule, from_status, to_status, exchange_ids, decided_by, decided_with,
           reason, decided_at) SELECT gen_random_uuid(), order_id, 1, id, 'operator_said_paid', 'in_doubt', 'paid', '{}', 'A',
           'person_1', 'x', now() FROM payments LIMIT 1`,
      ),
    'said by person_1',
  ],
  [
    'who approved had the link of who asked',
    async () => {
      await request(2_000_000, OTHER ?? '');
      await invite(ASKER ?? '', OTHER ?? '', LATELY);
    },
    'may be the same',
  ],
  [
    'a third had the links of both',
    async () => {
      await request(2_000_000, OTHER ?? '');
      for (const person of [ASKER, OTHER]) await invite(person ?? '', THIRD ?? '', LATELY);
    },
    'may be the same',
  ],
  ...(
    [
      ['who approved was made by somebody whom who asked had made', [ASKER, THIRD], [THIRD, OTHER]],
      ['who asked was reset by somebody whom who approved had reset', [OTHER, THIRD], [THIRD, ASKER]],
      ['a fourth made a third who made one, and made the other', [FOURTH, THIRD], [THIRD, OTHER], [FOURTH, ASKER]],
    ] as const
  ).map(([what, ...links]): [string, () => Promise<unknown>, string] => [
    what,
    async () => {
      await request(2_000_000, OTHER ?? '');
      for (const [maker, person] of links) await invite(person ?? '', maker ?? '', LATELY);
    },
    'may be the same',
  ]),
  [
    'who approved a change was made by whose key asked for it',
    async () => {
      await change(ASKER ?? '', null, OTHER ?? '');
      await invite(OTHER ?? '', ASKER ?? '', LATELY);
    },
    'may be the same',
  ],
  [
    'who approved a change was made by whom it is about',
    async () => {
      await change(THIRD ?? '', ASKER ?? '', OTHER ?? '');
      await invite(OTHER ?? '', ASKER ?? '', LATELY);
    },
    'may be the same',
  ],
  [
    'a key that moves money was approved by nobody',
    () =>
      client.query(
        `INSERT INTO api_keys (id, name, key_hash, hint, scopes, created_at, made_by_id)
         VALUES (gen_random_uuid(), 'x', 'x', 'x', '{cancellations:write}', now(), '${ASKER}')`,
      ),
    'nobody approved it',
  ],
  ...(['request', 'day', 'order'] as const).flatMap((what): [string, () => Promise<unknown>, string][] => [
    [`a key was counted beyond its limit per ${what}`, () => count(what), 'was counted to move'],
    [`a key moved money beyond its limit per ${what}, and nobody counted it`, () => refundWithKey(what), ' moved '],
    [
      `a key said that money moved beyond its limit per ${what}, and nobody counted it`,
      () => sayWithKey(what),
      ' moved ',
    ],
  ]),
])('it breaks when %s', async (_, deed, sentence) => {
  await deed();
  expect(await breachesOfEyes(database.url)).toEqual([expect.stringContaining(sentence)]);
});
