// Rows of webhooks for tests of the database itself, in any state, complete enough for every CHECK.
// Must never be used to test the house; there, only its own calls make rows.
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { plantFamily } from './sample-rows.js';

type WebhookEntity = 'webhook_endpoint' | 'webhook_delivery';

/** What a state asks of its row's other columns. */
const MOVES: Readonly<Record<WebhookEntity, string>> = {
  webhook_endpoint: `UPDATE webhook_endpoints SET status = $2,
    sealed_secret = CASE WHEN $2 = 'removed' THEN NULL ELSE 'sealed' END,
    paused_at = CASE WHEN $2 = 'paused' THEN now() END WHERE id = $1`,
  webhook_delivery: `UPDATE webhook_deliveries SET status = $2,
    ended_at = CASE WHEN $2 <> 'waiting' THEN now() END WHERE event_id = $1`,
};

/** An active endpoint with an address of its own. */
export async function plantEndpoint(client: Client, eventTypes: string[]): Promise<string> {
  const id = randomUUID();
  await insertEndpoint(client, id, 'active', eventTypes);
  return id;
}

/**
 * A row straight in a state; `null`: only what it needs to be born.
 *
 * @param isAwake whether the triggers watch
 * @returns the endpoint's id, or that of the delivery's event
 */
export async function plantWebhook(
  client: Client,
  entity: WebhookEntity,
  status: string | null,
  isAwake = false,
): Promise<string> {
  const id = randomUUID();
  const insert = entity === 'webhook_endpoint' ? insertEndpoint : await deliveryInsert(client, id);
  if (status === null) return id;
  if (isAwake) await insert(client, id, status);
  else await whileAsleep(client, () => insert(client, id, status));
  return id;
}

async function whileAsleep(client: Client, work: () => Promise<void>): Promise<void> {
  const tables = ['webhook_endpoints', 'webhook_deliveries'];
  await client.query(`BEGIN; ${tables.map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`).join('; ')}`);
  try {
    await work();
  } finally {
    await client.query(`${tables.map((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER`).join('; ')}; COMMIT`);
  }
}

/** The step itself, as the house would write it. */
export async function moveWebhook(client: Client, entity: WebhookEntity, id: string, to: string): Promise<void> {
  await client.query(MOVES[entity], [id, to]);
}

async function insertEndpoint(client: Client, id: string, status: string, eventTypes = ['x.y']): Promise<void> {
  await client.query(
    `INSERT INTO webhook_endpoints (id, version, status, url, event_types, sealed_secret, paused_at, created_at)
     VALUES ($1::uuid, 1, $2::text, 'https://shop.example.com/' || $1::uuid, $3,
       CASE WHEN $2::text = 'removed' THEN NULL ELSE 'sealed' END, CASE WHEN $2::text = 'paused' THEN now() END, now())`,
    [id, status, eventTypes],
  );
}

/** Plants the event of a delivery, which nobody wants, and says how to plant the delivery itself. */
async function deliveryInsert(client: Client, eventId: string): Promise<typeof insertEndpoint> {
  const { orderId } = await plantFamily(client);
  const endpointId = await plantEndpoint(client, ['x.y']);
  await client.query(
    `INSERT INTO events (id, subject_id, order_id, version, type, data, occurred_at)
     VALUES ($1, $2, $2, 1, 'order.created', '{}', now())`,
    [eventId, orderId],
  );
  return async (sameClient, id, status) => {
    await sameClient.query(
      `INSERT INTO webhook_deliveries (endpoint_id, event_id, subject_id, version, status, attempts, waiting_since, ended_at)
       VALUES ($1, $2, $3, 1, $4::text, 0, now(), CASE WHEN $4::text <> 'waiting' THEN now() END)`,
      [endpointId, id, orderId, status],
    );
  };
}
