// What the database itself refuses beside forbidden steps (test/proofs/transitions.proof.spec.ts), whoever asks; and what the
// boot refuses of the database. Must never take the code's word for what the database holds.
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BILLING_KEY_STATES } from '../../src/billing/key-states.js';
import { CASH_RECEIPT_STATES } from '../../src/cash-receipts/cash-receipt-states.js';
import { createApp } from '../../src/create-app.js';
import { answerOf } from '../support/database-answer.js';
import { houseEnvironment } from '../support/house.js';
import {
  insertCancellation,
  insertCashReceipt,
  insertPayment,
  plantBillingKey,
  plantCashReceipt,
  plantCredentials,
  plantFamily,
  type Family,
} from '../support/sample-rows.js';
import { moveWebhook, plantEndpoint } from '../support/sample-webhooks.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { waitFor } from '../support/wait-for.js';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
  await plantCredentials(client);
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** What the database says to a statement: `done`, or the words of its refusal. */
async function answerTo(statement: string, values: readonly unknown[] = []): Promise<string> {
  return answerOf(() => client.query(statement, [...values]));
}

describe('a billing key', () => {
  it('never stands twice for one key of a provider and seller', async () => {
    const [first, second] = [await plantBillingKey(client, 'active'), await plantBillingKey(client, 'registering')];
    const statement = `UPDATE billing_keys SET status = 'active', sealed_key = 'sealed', key_fingerprint = $2 WHERE id = $1`;
    expect(await answerTo(statement, [second, first])).toBe('billing_keys_one_row_per_key');
  });
});

describe('a cash receipt', () => {
  const STANDING = ['requested', 'in_doubt', 'issued', 'cancelling'];

  it.each(CASH_RECEIPT_STATES.map((status) => ({ status })))(
    'that is $status leaves room for another only when it does not stand',
    async ({ status }) => {
      const { family } = await plantCashReceipt(client, status);
      expect(await answerOf(() => insertCashReceipt(client, randomUUID(), family, 'requested'))).toBe(
        STANDING.includes(status) ? 'cash_receipts_one_standing' : 'done',
      );
    },
  );

  it('keeps no number that nobody has to send any more', async () => {
    const { id } = await plantCashReceipt(client, 'requested');
    const statement = `UPDATE cash_receipts SET status = 'issued' WHERE id = $1`;
    expect(await answerTo(statement, [id])).toBe('cash_receipts_number_while_asked');
  });
});

describe('a charge', () => {
  const charge = async (keyId: string, month: string | null, status = 'confirming', order = 'confirming') => {
    const { orderId } = await plantFamily(client, { order, payment: 'refused', cancellation: 'refused' });
    const id = randomUUID();
    const answer = await answerOf(() => insertPayment(client, id, orderId, status, { keyId, month }));
    return { id, answer };
  };

  it.each(BILLING_KEY_STATES.map((status) => ({ status })))(
    'begins on a key that is $status only when that is active',
    async ({ status }) => {
      const { answer } = await charge(await plantBillingKey(client, status), null);
      expect(answer).toBe(status === 'active' ? 'done' : 'payments_key_usable');
    },
  );

  it('stands once per key and month, and makes room when it is refused', async () => {
    const keyId = await plantBillingKey(client, 'active');
    const first = await charge(keyId, '2026-11');
    expect(first.answer).toBe('done');
    expect((await charge(keyId, '2026-11')).answer).toBe('payments_one_charge_per_month');
    expect((await charge(keyId, '2026-12')).answer).toBe('done');
    expect((await charge(await plantBillingKey(client, 'active'), '2026-11')).answer).toBe('done');
    const refuse = `UPDATE payments SET status = 'refused', holds_month = false WHERE id = $1`;
    expect(await answerTo(refuse, [first.id])).toBe('done');
    expect((await charge(keyId, '2026-11')).answer).toBe('done');
    const found = `UPDATE payments SET status = 'in_doubt' WHERE id = $1`;
    expect(await answerTo(found, [first.id]), 'money found late must have its row').toBe('done');
  });

  it.each(['2026-13', '2026-00', '2026-1', '26-11', '2026-11-01'])('is for no month called %s', async (month) => {
    expect((await charge(await plantBillingKey(client, 'active'), month)).answer).toBe('payments_billing_month_check');
  });
});

describe('a payment that an operator found at the provider', () => {
  const FOUND = `UPDATE payments SET receipt = json_build_object('providerPaymentId', $2::text, 'enteredByOperator', true)
    WHERE id = $1`;

  it('is that of one order, also when two operators enter its number at the same moment', async () => {
    const [first, second] = [await doubtful(), await doubtful()];
    const other = new Client({ connectionString: database.url });
    await other.connect();
    try {
      await client.query('BEGIN');
      expect(await answerTo(FOUND, [first, 'one'])).toBe('done');
      const late = answerOf(() => other.query(FOUND, [second, 'one']));
      await waitFor('the second to wait for the first', async () => {
        const { rows } = await client.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
        return rows.length === 1;
      });
      await client.query('COMMIT');
      expect(await late).toBe('payments_found_once');
      expect(await answerTo(FOUND, [second, 'another'])).toBe('done');
    } finally {
      await other.end();
    }
  });

  it('is not one whose number the provider itself told of another payment', async () => {
    const told = `UPDATE payments SET receipt = json_build_object('providerPaymentId', $2::text) WHERE id = $1`;
    expect(await answerTo(told, [await doubtful(), 'told'])).toBe('done');
    expect(await answerTo(FOUND, [await doubtful(), 'told'])).toBe('payments_found_once');
  });

  async function doubtful(): Promise<string> {
    const states = { order: 'in_doubt', payment: 'in_doubt', cancellation: 'refused' };
    return (await plantFamily(client, states)).paymentId;
  }
});

describe('webhooks', () => {
  it('of one address are one endpoint, until it is removed', async () => {
    const url = 'https://shop.example.com/one';
    const insert = `INSERT INTO webhook_endpoints (id, version, status, url, event_types, sealed_secret, created_at)
      VALUES ($1, 1, 'active', $2, '{*}', 'sealed', now())`;
    const first = randomUUID();
    expect(await answerTo(insert, [first, url])).toBe('done');
    expect(await answerTo(insert, [randomUUID(), url])).toBe('webhook_endpoints_one_per_url');
    expect(await moveWebhook(client, 'webhook_endpoint', first, 'removed').then(() => 'done')).toBe('done');
    expect(await answerTo(insert, [randomUUID(), url])).toBe('done');
  });

  it('are written with the event, for each endpoint that wants it, or not at all', async () => {
    const { orderId } = await plantFamily(client);
    const [wants, wantsNot] = [await plantEndpoint(client, ['order.*']), await plantEndpoint(client, ['payment.paid'])];
    const tell = `INSERT INTO events (id, subject_id, order_id, version, type, data, occurred_at)
      VALUES ($1, $2, $2, $3, 'order.paid', '{}', now())`;
    const written = async (eventId: string) => {
      const { rows } = await client.query<{ endpoint_id: string }>(
        'SELECT endpoint_id FROM webhook_deliveries WHERE event_id = $1',
        [eventId],
      );
      return rows.map((row) => row.endpoint_id).filter((id) => id === wants || id === wantsNot);
    };
    const [told, undone] = [randomUUID(), randomUUID()];
    await client.query(tell, [told, orderId, 1]);
    expect(await written(told)).toEqual([wants]);
    await client.query('BEGIN');
    await client.query(tell, [undone, orderId, 2]);
    expect(await written(undone)).toEqual([wants]);
    await client.query('ROLLBACK');
    expect(await written(undone)).toEqual([]);
    const { rows } = await client.query(
      `SELECT FROM graphile_worker.jobs WHERE key = 'deliver_events:' || $1::text || ':' || $2::text`,
      [wants, orderId],
    );
    expect(rows, 'one job for the endpoint and the order').toHaveLength(1);
  });
});

describe('history', () => {
  it('of events is never changed nor deleted', async () => {
    const { orderId } = await plantFamily(client);
    await client.query(`INSERT INTO events VALUES ($1, $2, 1, 'order.created', '{}', NULL, now(), $2)`, [
      randomUUID(),
      orderId,
    ]);
    const refusal = 'events is append-only';
    expect(await answerTo(`UPDATE events SET type = 'order.paid' WHERE order_id = $1`, [orderId])).toBe(refusal);
    expect(await answerTo('DELETE FROM events WHERE order_id = $1', [orderId])).toBe(refusal);
  });

  it('never has two events of one order under the same version', async () => {
    const { orderId } = await plantFamily(client);
    const event = `INSERT INTO events VALUES ($1, $2, 7, 'order.paid', '{}', NULL, now(), $2)`;
    expect(await answerTo(event, [randomUUID(), orderId])).toBe('done');
    expect(await answerTo(event, [randomUUID(), orderId])).toBe('events_in_sequence');
  });

  it('of exchanges is never changed, but may be pruned by age', async () => {
    const id = randomUUID();
    await client.query(
      `INSERT INTO exchanges (id, provider, operation, url, request, outcome, started_at, duration_ms)
       VALUES ($1, 'payco', 'approval', 'https://payco.example', '{}', 'unknown', now(), 5)`,
      [id],
    );
    expect(await answerTo(`UPDATE exchanges SET outcome = 'done' WHERE id = $1`, [id])).toBe(
      'exchanges is append-only',
    );
    expect(await answerTo('DELETE FROM exchanges WHERE id = $1', [id])).toBe('done');
  });
});

describe('whoever writes, the database refuses', () => {
  /** A second payment of the same order, brought to a state step by step. */
  const second = async (family: Family, ...states: readonly string[]): Promise<string> => {
    const id = randomUUID();
    await insertPayment(client, id, family.orderId, 'open');
    return answerOf(async () => {
      for (const state of states) await client.query('UPDATE payments SET status = $2 WHERE id = $1', [id, state]);
    });
  };

  it('a second paid payment of an order', async () => {
    const family = await plantFamily(client, { payment: 'paid' });
    expect(await second(family, 'confirming', 'paid')).toBe('payments_one_paid_per_order');
  });

  it('two payments of an order that take money at once', async () => {
    const family = await plantFamily(client, { order: 'confirming', payment: 'confirming' });
    expect(await second(family, 'confirming')).toBe('payments_one_confirming_per_order');
  });

  it('a paid payment without a receipt', async () => {
    const { paymentId } = await plantFamily(client, { payment: 'confirming' });
    const statement = `UPDATE payments SET status = 'paid', receipt = NULL WHERE id = $1`;
    expect(await answerTo(statement, [paymentId])).toBe('payments_paid_has_receipt');
  });

  it('a second running cancellation of a payment', async () => {
    const family = await plantFamily(client, { cancellation: 'in_doubt' });
    const another = { ...family, cancellationId: randomUUID() };
    expect(await answerOf(() => insertCancellation(client, another, 'executing'))).toBe('cancellations_one_running');
  });

  it('a cancellation of more than what was left', async () => {
    const family = await plantFamily(client);
    const another = { ...family, cancellationId: randomUUID() };
    const tooMuch = { amountWon: 6_001, balanceBeforeWon: 6_000 };
    expect(await answerOf(() => insertCancellation(client, another, 'executing', tooMuch))).toBe(
      'cancellations_within_balance',
    );
  });

  it('an order with more given back than was paid', async () => {
    const { orderId } = await plantFamily(client);
    const statement = 'UPDATE orders SET cancelled_won = 10001, cancelled_tax_free_won = 10001 WHERE id = $1';
    expect(await answerTo(statement, [orderId])).toBe('orders_never_over_refunded');
    const inOneColumn = `UPDATE orders SET status = 'partially_cancelled', cancelled_won = 4000,
                           cancelled_vat_won = 4000 WHERE id = $1`;
    expect(await answerTo(inOneColumn, [orderId])).toBe('orders_never_over_refunded');
  });

  it.each([
    ['paid', 4_000],
    ['partially_cancelled', 0],
    ['partially_cancelled', 10_000],
    ['cancelled', 4_000],
  ])('an order that is %s with %i of 10000 won given back', async (status, cancelledWon) => {
    const { orderId } = await plantFamily(client, { order: status === 'paid' ? 'confirming' : 'paid' });
    const statement = 'UPDATE orders SET status = $2, cancelled_won = $3, cancelled_tax_free_won = $3 WHERE id = $1';
    expect(await answerTo(statement, [orderId, status, cancelledWon])).toBe('orders_cancelled_matches_status');
  });

  it('columns of an order that do not add up', async () => {
    const { orderId } = await plantFamily(client);
    expect(await answerTo('UPDATE orders SET vat_won = 1 WHERE id = $1', [orderId])).toBe('orders_split');
  });
});

describe('the boot', () => {
  it.each([
    [
      `DELETE FROM state_transitions WHERE entity = 'payment' AND from_status = 'refused'`,
      'payment refused → in_doubt (only in the code)',
    ],
    [
      `INSERT INTO state_transitions VALUES ('order', 'cancelled', 'paid')`,
      'order cancelled → paid (only in the database)',
    ],
  ])('refuses after %s', async (statement, difference) => {
    const changed = await createTestDatabase();
    const environment = await houseEnvironment(changed.url, 'http://127.0.0.1:1', { RUN_JOBS: 'false' });
    Object.assign(process.env, environment);
    const vandal = new Client({ connectionString: changed.url });
    await vandal.connect();
    await vandal.query(statement);
    await vandal.end();
    const app = await createApp();
    try {
      await expect(app.init()).rejects.toThrow(difference);
    } finally {
      await app.close();
      await changed.drop();
    }
  });
});
