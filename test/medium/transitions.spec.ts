// Every pair of states of every entity, against the code and against the database itself; and what else the database
// refuses whoever asks. Must never take the code's word for what the database holds.
import { randomUUID } from 'node:crypto';
import { Client, DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BILLING_KEY_STATES, BILLING_KEY_TABLE } from '../../src/billing/key-states.js';
import { CASH_RECEIPT_STATES, CASH_RECEIPT_TABLE } from '../../src/cash-receipts/cash-receipt-states.js';
import { createApp } from '../../src/create-app.js';
import {
  WEBHOOK_DELIVERY_STATES,
  WEBHOOK_DELIVERY_TABLE,
  WEBHOOK_ENDPOINT_STATES,
  WEBHOOK_ENDPOINT_TABLE,
} from '../../src/events/endpoint-states.js';
import { OrderDraft } from '../../src/orders/order-draft.js';
import {
  CANCELLATION_STATES,
  ForbiddenMoveError,
  mayFollow,
  ORDER_STATES,
  PAYMENT_STATES,
  STATE_TABLES,
  type StatefulEntity,
} from '../../src/orders/states.js';
import { houseEnvironment } from '../support/house.js';
import {
  cancelledWonIn,
  insertBillingKey,
  insertCancellation,
  insertCashReceipt,
  insertOrder,
  insertPayment,
  insertVerdict,
  plantBillingKey,
  plantCashReceipt,
  plantCredentials,
  plantFamily,
  type Family,
} from '../support/sample-rows.js';
import { moveWebhook, plantEndpoint, plantWebhook } from '../support/sample-webhooks.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** The table written out a second time, from the design and not from the code. */
const ALLOWED: Readonly<Record<StatefulEntity, Readonly<Record<string, readonly string[]>>>> = {
  order: {
    nothing: ['unpaid', 'confirming'],
    unpaid: ['confirming', 'in_doubt', 'expired'],
    confirming: ['paid', 'unpaid', 'awaiting_deposit', 'in_doubt'],
    in_doubt: ['paid', 'unpaid', 'awaiting_deposit', 'expired'],
    awaiting_deposit: ['paid', 'expired'],
    paid: ['partially_cancelled', 'cancelled'],
    partially_cancelled: ['partially_cancelled', 'cancelled'],
  },
  payment: {
    nothing: ['open', 'confirming'],
    open: ['confirming', 'abandoned'],
    confirming: ['paid', 'refused', 'awaiting_deposit', 'in_doubt', 'open'],
    in_doubt: ['paid', 'refused', 'awaiting_deposit', 'reversed'],
    awaiting_deposit: ['paid', 'abandoned', 'in_doubt'],
    refused: ['in_doubt'],
    abandoned: ['confirming', 'in_doubt'],
  },
  cancellation: {
    nothing: ['requested', 'executing'],
    requested: ['executing', 'rejected'],
    executing: ['done', 'refused', 'in_doubt'],
    in_doubt: ['executing', 'done', 'refused'],
  },
};
const RECEIPT_ALLOWED: Readonly<Record<string, readonly string[]>> = {
  requested: ['issued', 'refused', 'in_doubt'],
  in_doubt: ['issued', 'refused', 'cancelling'],
  issued: ['cancelling', 'cancelled'],
  cancelling: ['cancelled'],
};
const STATES = { order: ORDER_STATES, payment: PAYMENT_STATES, cancellation: CANCELLATION_STATES } as const;
const ENTITIES: readonly StatefulEntity[] = ['order', 'payment', 'cancellation'];

interface Pair {
  readonly entity: StatefulEntity;
  readonly from: string;
  readonly to: string;
  readonly allowed: boolean;
}

const PAIRS: readonly Pair[] = ENTITIES.flatMap((entity) =>
  STATES[entity].flatMap((from) =>
    STATES[entity].map((to) => ({ entity, from, to, allowed: ALLOWED[entity][from]?.includes(to) ?? false })),
  ),
);

/** The same for stored cards, whose table is billing's own. */
const KEY_ALLOWED: Readonly<Record<string, readonly string[]>> = {
  registering: ['active', 'abandoned', 'expired'],
  active: ['removing', 'dead'],
  dead: ['removing'],
  removing: ['removed'],
};
const KEY_PAIRS = BILLING_KEY_STATES.flatMap((from) =>
  BILLING_KEY_STATES.map((to) => ({ from, to, allowed: KEY_ALLOWED[from]?.includes(to) ?? false })),
);

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

async function answerOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (error instanceof DatabaseError) return error.constraint ?? error.message;
    throw error;
  }
}

describe('the code', () => {
  const move = ({ entity, from, to }: Pair): void => {
    const row = { status: from };
    const draft = new OrderDraft(
      { id: randomUUID(), version: 1, payments: [], cancellations: [], ...row } as never,
      new Date(),
    );
    if (entity === 'order') draft.moveOrder(to as never);
    const payment = { id: randomUUID(), ...row } as never;
    const cancellation = { id: randomUUID(), paymentId: randomUUID(), ...row } as never;
    for (const about of [payment, cancellation]) draft.decide('cannot_tell', about);
    if (entity === 'payment') draft.movePayment(payment, to as never);
    if (entity === 'cancellation') draft.moveCancellation(cancellation, to as never);
  };

  it.each(PAIRS.filter((pair) => pair.allowed))('moves $entity from $from to $to', (pair) => {
    expect(mayFollow(pair.entity, pair.from, pair.to)).toBe(true);
    expect(() => move(pair)).not.toThrow();
  });

  it.each(PAIRS.filter((pair) => !pair.allowed))('refuses to move $entity from $from to $to', (pair) => {
    expect(mayFollow(pair.entity, pair.from, pair.to)).toBe(false);
    expect(() => move(pair)).toThrow(ForbiddenMoveError);
  });

  it.each(ENTITIES)('lets %s be born only where the design says', (entity) => {
    expect([...STATE_TABLES[entity].first].sort()).toEqual([...(ALLOWED[entity]['nothing'] ?? [])].sort());
  });
});

describe('the database', () => {
  const update = async (pair: Pair): Promise<string> => {
    const family = await plantFamily(client, { [pair.entity]: pair.from });
    if (pair.entity === 'order') {
      const statement = 'UPDATE orders SET status = $2, cancelled_won = $3, cancelled_tax_free_won = $3 WHERE id = $1';
      return answerTo(statement, [family.orderId, pair.to, cancelledWonIn(pair.to)]);
    }
    const [table, id] =
      pair.entity === 'payment' ? ['payments', family.paymentId] : ['cancellations', family.cancellationId];
    if (pair.from === 'in_doubt') {
      const about = pair.entity === 'payment' ? { paymentId: id } : { cancellationId: id };
      await insertVerdict(client, family, about, pair.to);
    }
    return answerTo(`UPDATE ${table} SET status = $2 WHERE id = $1`, [id, pair.to]);
  };

  it.each(PAIRS.filter((pair) => pair.allowed))('moves $entity from $from to $to', async (pair) => {
    expect(await update(pair)).toBe('done');
  });

  // A row that stays where it is makes no step; only the code cares.
  it.each(PAIRS.filter((pair) => !pair.allowed && pair.from !== pair.to))(
    'refuses to move $entity from $from to $to',
    async (pair) => {
      expect(await update(pair)).toBe(`a ${pair.entity} may not go from ${pair.from} to ${pair.to}`);
    },
  );

  it.each(ENTITIES.flatMap((entity) => STATES[entity].map((status) => ({ entity, status }))))(
    'lets $entity be born as $status only where the design says',
    async ({ entity, status }) => {
      const family = await plantFamily(client, { payment: 'refused' });
      const births: Readonly<Record<StatefulEntity, () => Promise<void>>> = {
        order: () => insertOrder(client, randomUUID(), status),
        payment: () => insertPayment(client, randomUUID(), family.orderId, status),
        cancellation: () => insertCancellation(client, { ...family, cancellationId: randomUUID() }, status),
      };
      const allowed = ALLOWED[entity]['nothing']?.includes(status) ?? false;
      expect(await answerOf(births[entity])).toBe(
        allowed ? 'done' : `a ${entity} may not go from nothing to ${status}`,
      );
    },
  );
});

describe('a billing key', () => {
  const HELD = ['active', 'dead', 'removing'];
  const BORN = ['registering', 'active'];

  it.each(KEY_PAIRS)('may go from $from to $to in the code exactly where the design says', ({ from, to, allowed }) => {
    expect(BILLING_KEY_TABLE.next[from].includes(to)).toBe(allowed);
  });

  it.each(KEY_PAIRS.filter(({ from, to }) => from !== to))(
    'goes from $from to $to in the database only where the design says',
    async ({ from, to, allowed }) => {
      const id = await plantBillingKey(client, from);
      const key = HELD.includes(to) ? `'sealed'` : 'NULL';
      const fingerprint = HELD.includes(to) ? `id::text` : 'NULL';
      const statement = `UPDATE billing_keys SET status = $2, sealed_key = ${key}, key_fingerprint = ${fingerprint},
                           removing_since = now() WHERE id = $1`;
      expect(await answerTo(statement, [id, to])).toBe(
        allowed ? 'done' : `a billing_key may not go from ${from} to ${to}`,
      );
    },
  );

  it.each(BILLING_KEY_STATES.map((status) => ({ status })))(
    'is not born as $status unless registering, or with a payment',
    async ({ status }) => {
      expect(await answerOf(() => insertBillingKey(client, randomUUID(), status))).toBe(
        BORN.includes(status) ? 'done' : `a billing_key may not go from nothing to ${status}`,
      );
    },
  );

  it('never stands twice for one key of a provider and seller', async () => {
    const [first, second] = [await plantBillingKey(client, 'active'), await plantBillingKey(client, 'registering')];
    const statement = `UPDATE billing_keys SET status = 'active', sealed_key = 'sealed', key_fingerprint = $2 WHERE id = $1`;
    expect(await answerTo(statement, [second, first])).toBe('billing_keys_one_row_per_key');
  });
});

describe('a cash receipt', () => {
  const ASKED = ['requested', 'in_doubt'];
  const STANDING = [...ASKED, 'issued', 'cancelling'];
  const RECEIPT_PAIRS = CASH_RECEIPT_STATES.flatMap((from) =>
    CASH_RECEIPT_STATES.map((to) => ({ from, to, allowed: RECEIPT_ALLOWED[from]?.includes(to) ?? false })),
  );

  it.each(RECEIPT_PAIRS)('may go from $from to $to in the code exactly where the design says', (pair) => {
    expect(CASH_RECEIPT_TABLE.next[pair.from].includes(pair.to)).toBe(pair.allowed);
  });

  it.each(RECEIPT_PAIRS.filter(({ from, to }) => from !== to))('goes from $from to $to: $allowed', async (pair) => {
    const { from, to, allowed } = pair;
    const { id } = await plantCashReceipt(client, from);
    const sealed = ASKED.includes(to) ? `'sealed'` : 'NULL';
    const statement = `UPDATE cash_receipts SET status = $2, sealed_identity = ${sealed} WHERE id = $1`;
    expect(await answerTo(statement, [id, to])).toBe(
      allowed ? 'done' : `a cash_receipt may not go from ${from} to ${to}`,
    );
  });

  it.each(CASH_RECEIPT_STATES.map((status) => ({ status })))(
    'is not born as $status unless requested',
    async ({ status }) => {
      const family = await plantFamily(client);
      expect(await answerOf(() => insertCashReceipt(client, randomUUID(), family, status))).toBe(
        status === 'requested' ? 'done' : `a cash_receipt may not go from nothing to ${status}`,
      );
    },
  );

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

/** Webhooks have tables of their own. */
const WEBHOOK_ALLOWED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  webhook_endpoint: { nothing: ['active'], active: ['paused', 'removed'], paused: ['active', 'removed'] },
  webhook_delivery: {
    nothing: ['waiting'],
    waiting: ['delivered', 'failed'],
    delivered: ['waiting'],
    failed: ['waiting'],
  },
};
const WEBHOOKS = [
  { entity: 'webhook_endpoint', states: WEBHOOK_ENDPOINT_STATES, table: WEBHOOK_ENDPOINT_TABLE },
  { entity: 'webhook_delivery', states: WEBHOOK_DELIVERY_STATES, table: WEBHOOK_DELIVERY_TABLE },
] as const;
const WEBHOOK_PAIRS = WEBHOOKS.flatMap(({ entity, states }) =>
  ['nothing', ...states].flatMap((from) =>
    states.map((to) => ({ entity, from, to, allowed: WEBHOOK_ALLOWED[entity]?.[from]?.includes(to) ?? false })),
  ),
);

describe('webhooks', () => {
  it.each(WEBHOOKS)('have the same table of $entity in the code as in the design', ({ entity, table }) => {
    const { nothing, ...next } = WEBHOOK_ALLOWED[entity] ?? {};
    expect(table.first).toEqual(nothing);
    const moves = Object.entries<readonly string[]>(table.next).filter(([, states]) => states.length > 0);
    expect(Object.fromEntries(moves)).toEqual(next);
  });

  it.each(WEBHOOK_PAIRS.filter(({ from, to }) => from !== to))(
    'let $entity go from $from to $to in the database only where the design says',
    async ({ entity, from, to, allowed }) => {
      const id = await plantWebhook(client, entity, from === 'nothing' ? null : from);
      const answer = await answerOf(() =>
        from === 'nothing' ? plantWebhook(client, entity, to, true) : moveWebhook(client, entity, id, to),
      );
      expect(answer).toBe(allowed ? 'done' : `a ${entity} may not go from ${from} to ${to}`);
    },
  );

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
