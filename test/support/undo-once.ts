// Lets PostgreSQL undo a transaction as it does for a deadlock. Who is undone in a real one depends on how fast the machine
// is: whoever waited for a second, at that moment, looks for a circle once.
import type { Client } from 'pg';

type Happening = 'INSERT' | 'UPDATE' | 'DELETE';

/** The next transaction that changes a job of the queue in one of these ways is undone, as if for a deadlock; none after it. */
export async function undoNextChangeOfJobs(client: Client, happenings: readonly Happening[]): Promise<void> {
  await client.query(`
    CREATE SEQUENCE undone;
    CREATE FUNCTION undo_first() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      -- A sequence goes on counting although the transaction is undone.
      IF nextval('undone') = 1 THEN
        RAISE EXCEPTION 'deadlock detected' USING ERRCODE = 'deadlock_detected';
      END IF;
      RETURN coalesce(NEW, OLD);
    END $$;
    CREATE TRIGGER undo_first BEFORE ${happenings.join(' OR ')} ON graphile_worker._private_jobs
    FOR EACH ROW EXECUTE FUNCTION undo_first()`);
}

/** How often a change was tried since: one that was undone and made again was tried twice. */
export async function countTries(client: Client): Promise<number> {
  const { rows } = await client.query<{ tries: number }>(
    'SELECT CASE WHEN is_called THEN last_value ELSE 0 END::integer AS tries FROM undone',
  );
  return rows[0]?.tries ?? 0;
}
