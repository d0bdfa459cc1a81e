// A second administrator who is there for one decision only, for tests that are about something else than four eyes.
// Must never decide by another way than the house's own service, nor stay: tests count who is an administrator.
import { randomUUID } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { readId, showId } from '../../src/common/ids.js';
import { ChangeBook } from '../../src/rights/change-book.js';
import { ChangesService } from '../../src/rights/changes.service.js';

type App = Pick<INestApplicationContext, 'get'>;

/** Approves a change of rights. @param changeId `chg_…` */
async function approveChange(app: App, changeId: string): Promise<void> {
  const dataSource = app.get(DataSource, { strict: false });
  const [personId, name] = [randomUUID(), 'A second person'];
  await dataSource.query(
    `INSERT INTO people (id, email, name, roles, created_at) VALUES ($1, $2, $3, '{administrator}', '2026-01-01T00:00:00Z')`,
    [personId, `${personId}@second.example.com`, name],
  );
  try {
    const by = { personId, name, address: null };
    await app.get(ChangesService, { strict: false }).approve(by, readId('changeRequest', changeId) ?? '');
  } finally {
    await dataSource.query('DELETE FROM people WHERE id = $1', [personId]);
  }
}

/** Approves all that waits about something: `person_…`, `key_…`, `whe_…`, or `seller/provider`. */
export async function approveAbout(app: App, subject: string): Promise<void> {
  const waiting = await app.get(ChangeBook, { strict: false }).waitingAbout([subject]);
  for (const { id } of waiting) await approveChange(app, showId('changeRequest', id));
}

/** Lets a key of the command line be somebody's who is nowhere else, so that it may ask for changes. @param keyId UUID */
export async function sayWhoMadeKey(app: App, keyId: string): Promise<void> {
  const statement = 'UPDATE api_keys SET made_by_id = $2 WHERE id = $1';
  await app.get(DataSource, { strict: false }).query(statement, [keyId, randomUUID()]);
}
