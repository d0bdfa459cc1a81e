// Change requests for tests of the database itself, in any state, complete enough for every CHECK.
// Must never be used to test the house; there, only its own calls make rows.
import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';

/** What a state asks of a change's other columns. */
export function decisionOf(status: string) {
  const isDecided = status === 'applied' || status === 'rejected';
  return {
    decidedById: isDecided ? randomUUID() : null,
    decidedByName: isDecided ? 'Somebody else' : null,
    decidedAt: isDecided ? new Date() : null,
    decisionReason: status === 'rejected' ? 'because' : null,
    staleBecause: status === 'stale' ? 'something changed' : null,
  };
}

export async function insertChangeRequest(client: Client, id: string, status: string): Promise<void> {
  const { decidedById, decidedByName, decidedAt, decisionReason, staleBecause } = decisionOf(status);
  await client.query(
    `INSERT INTO change_requests (id, status, kind, subject, rights, before, after, deed, about_person_id, asked_by_id,
       asked_by_name, asked_at, expires_at, decided_by_id, decided_by_name, decided_at, decision_reason, stale_because)
     VALUES ($1, $2, 'person', 'person_' || gen_random_uuid(), '{role_granted}', '{}', '{}', '{}', $3, $4, 'Somebody', now(),
       now() + interval '1 hour', $5, $6, $7, $8, $9)`,
    [id, status, randomUUID(), randomUUID(), decidedById, decidedByName, decidedAt, decisionReason, staleBecause],
  );
}

/** Puts a change straight into a state; triggers are asleep meanwhile, constraints are not. */
export async function plantChangeRequest(client: Client, status: string): Promise<string> {
  const id = randomUUID();
  await client.query('BEGIN; ALTER TABLE change_requests DISABLE TRIGGER USER');
  try {
    await insertChangeRequest(client, id, status);
    return id;
  } finally {
    await client.query('ALTER TABLE change_requests ENABLE TRIGGER USER; COMMIT');
  }
}

/** The step itself, as the house would write it. */
export async function moveChangeRequest(client: Client, id: string, to: string): Promise<void> {
  const { decidedById, decidedByName, decidedAt, decisionReason, staleBecause } = decisionOf(to);
  await client.query(
    `UPDATE change_requests SET status = $2, decided_by_id = $3, decided_by_name = $4, decided_at = $5,
       decision_reason = $6, stale_because = $7 WHERE id = $1`,
    [id, to, decidedById, decidedByName, decidedAt, decisionReason, staleBecause],
  );
}
