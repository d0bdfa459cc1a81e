// What the commands of an administrator do to a real database.
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hashApiKey } from '../../src/access/api-key-text.js';
import { readCommand } from '../../src/cli/command-line.js';
import { runDatabaseCommand, setCredentials, type DatabaseCommand } from '../../src/cli/commands.js';
import { gather } from '../../src/cli/gathered.js';
import { CommandRefused } from '../../src/cli/refused.js';
import { SEALED_COLUMNS } from '../../src/cli/seal-rotation.js';
import { newId } from '../../src/common/ids.js';
import { Sealer } from '../../src/common/sealing.js';
import type { PlatformConfig } from '../../src/config/platform.config.js';
import { openDataSource } from '../../src/database/data-source.js';
import { SellerCredentials } from '../../src/sellers/seller-credentials.entity.js';
import type { SellersService } from '../../src/sellers/sellers.service.js';
import { scriptedTerminal } from '../support/scripted-terminal.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { PEOPLE, RIGHTS, platformIn, sealKeysText, StillClock } from './guarded-app.js';

const SECRET = 'hunter2-hunter2';

let database: TestDatabase;
let dataSource: DataSource;
let clock: StillClock;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await openDataSource(database.url, 4);
});
beforeEach(async () => {
  clock = new StillClock();
  await dataSource.query(
    `DELETE FROM payments; DELETE FROM orders; DELETE FROM billing_keys; DELETE FROM seller_credentials; DELETE FROM api_keys;
     DELETE FROM sellers WHERE code <> 'default'`,
  );
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

/** Runs one command and gives back the lines it wrote. */
async function run(
  line: string,
  platform: PlatformConfig = platformIn('test'),
  terminal = scriptedTerminal(),
): Promise<string[]> {
  const command = readCommand(line.split(' ')) as DatabaseCommand;
  await runDatabaseCommand(command, { dataSource, platform, people: PEOPLE, rights: RIGHTS, clock, terminal });
  return terminal.lines;
}

function sellers(...keys: string[]): SellersService {
  return gather({ dataSource, clock, platform: ring(...keys), rights: RIGHTS }).sellers;
}

function ring(...keys: string[]): PlatformConfig {
  return platformIn('test', { SEAL_KEYS: sealKeysText(...keys) });
}

describe('api-key', () => {
  test('create shows a key that works, once; list shows it without its text; revoke ends it', async () => {
    const [key = '', about = ''] = await run('api-key create --name Shop --scopes orders:read --expires 2027-01-01');
    const id = /key_[0-9a-f]{32}/.exec(about)?.[0] ?? 'no id was shown';
    const { apiKeys } = gather({ dataSource, clock, platform: platformIn('test'), rights: RIGHTS });
    expect((await apiKeys.findCaller(hashApiKey(key)))?.scopes).toEqual(['orders:read']);
    const listed = (await run('api-key list')).join('\n');
    expect(listed).toContain(
      `${id}  ${key.slice(0, 12)}…  orders:read  expires 2026-12-31T15:00:00.000Z  not used yet  Shop`,
    );
    expect(listed).not.toContain(key);
    await run(`api-key revoke ${id}`);
    expect(await apiKeys.findCaller(hashApiKey(key)), 'the caller with the revoked key').toBeNull();
    expect((await run('api-key list')).join('\n')).toContain('revoked 2026-11-22T09:00:00.000Z');
  });

  test('revoke says when there is no such key', async () => {
    await expect(run(`api-key revoke key_${'0'.repeat(32)}`)).rejects.toThrow('There is no such API key.');
  });
});

describe('seller set-credentials', () => {
  const check = (_provider: string, credentials: Readonly<Record<string, string>>) =>
    'secret' in credentials ? null : 'credentials must have a secret.';

  /** Types `typed` when asked, and gives back all that was written. */
  async function set(typed: string): Promise<string> {
    const terminal = scriptedTerminal(typed);
    const { trail } = gather({ dataSource, clock, platform: ring('first'), rights: RIGHTS });
    await setCredentials('gangnam', 'toypay', { sellers: sellers('first'), trail, check, terminal });
    return terminal.lines.join('\n');
  }

  test('seals what it read and says nothing of it', async () => {
    await run('seller add gangnam --name Gangnam');
    expect(await set(JSON.stringify({ secret: SECRET }))).not.toContain(SECRET);
    const row = await dataSource.manager.findOneByOrFail(SellerCredentials, { sellerCode: 'gangnam' });
    expect(row.sealed).not.toContain(SECRET);
    expect(sellers('first').open(row)).toEqual({ secret: SECRET });
  });

  test.each([
    ['what is no JSON', `{"secret": "${SECRET}"`],
    ['a list', `["${SECRET}"]`],
    ['a number', '{"secret": 1}'],
    ['nothing', ''],
    ['what the provider refuses', `{"password": "${SECRET}"}`],
  ])('refuses %s without repeating it', async (_what, typed) => {
    await run('seller add gangnam --name Gangnam');
    const error: unknown = await set(typed).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(CommandRefused);
    expect(String(error)).not.toContain(SECRET);
    expect(await dataSource.manager.count(SellerCredentials)).toBe(0);
  });
});

describe('seal rotate', () => {
  test('knows every sealed column of the schema', async () => {
    const columns = await dataSource.query<{ table: string; column: string }[]>(
      `SELECT table_name AS table, column_name AS column FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name LIKE '%sealed%' ORDER BY 1, 2`,
    );
    const known = SEALED_COLUMNS.map(({ table, column }) => ({ table, column }));
    expect(known.sort((a, b) => a.table.localeCompare(b.table))).toEqual(columns);
  });

  test('seals everything with the new key, so that the old one can be thrown away', async () => {
    await sellers('old').ensureDefaultCredentials('toypay', { secret: SECRET });
    const paymentId = await insertPayment('old');
    expect(await run('seal rotate', ring('new', 'old'))).toEqual(['Sealed anew with the key "new": 2.']);
    const credentials = await dataSource.manager.findOneByOrFail(SellerCredentials, { provider: 'toypay' });
    expect(sellers('new').open(credentials), 'with the new key alone').toEqual({ secret: SECRET });
    const onlyNew = new Sealer(ring('new').sealKeys);
    expect(onlyNew.open(`payment:${paymentId}`, await sealedSecretOf(paymentId))).toBe(SECRET);
    expect(await run('seal rotate', ring('new', 'old')), 'the second time').toEqual([
      'Sealed anew with the key "new": 0.',
    ]);
  });

  test('recognises a stored card under the new key as it did under the old one', async () => {
    await sellers('old').ensureDefaultCredentials('toypay', { secret: SECRET });
    const id = newId();
    const [old, fresh] = [new Sealer(ring('old').sealKeys), new Sealer(ring('new').sealKeys)];
    await insertStoredCard(id, old.seal(`billing-key:${id}`, SECRET), old.fingerprint('billing key', SECRET));
    await run('seal rotate', ring('new', 'old'));
    const [row] = await dataSource.query<{ sealed: string; fingerprint: string }[]>(
      'SELECT sealed_key AS sealed, key_fingerprint AS fingerprint FROM billing_keys WHERE id = $1',
      [id],
    );
    expect(fresh.open(`billing-key:${id}`, row?.sealed ?? '')).toBe(SECRET);
    expect(row?.fingerprint).toBe(fresh.fingerprint('billing key', SECRET));
  });

  test('opens the answer kept under an Idempotency-Key with the new key alone', async () => {
    const [keyId, purpose] = [newId(), (id: string) => `answer:${id}:order-7`];
    const [old, fresh] = [new Sealer(ring('old').sealKeys), new Sealer(ring('new').sealKeys)];
    await dataSource.query(
      `INSERT INTO idempotency_records (api_key_id, key, fingerprint, response_status, sealed_body, created_at)
       VALUES ($1, 'order-7', 'hash', 201, $2, now())`,
      [keyId, old.seal(purpose(keyId), '{"secret":1}')],
    );
    expect(await run('seal rotate', ring('new', 'old'))).toEqual(['Sealed anew with the key "new": 1.']);
    const [row] = await dataSource.query<{ sealed: string }[]>(
      'SELECT sealed_body AS sealed FROM idempotency_records WHERE api_key_id = $1',
      [keyId],
    );
    expect(fresh.open(purpose(keyId), row?.sealed ?? '')).toBe('{"secret":1}');
  });

  test('leaves what it cannot open as it is, rotates the rest, and says so', async () => {
    await sellers('lost').ensureDefaultCredentials('toypay', { secret: SECRET });
    await sellers('old').ensureDefaultCredentials('otherpay', { secret: SECRET });
    const before = await dataSource.manager.findOneByOrFail(SellerCredentials, { provider: 'toypay' });
    await expect(run('seal rotate', ring('new', 'old'))).rejects.toThrow(
      'Could not be opened and stay as they are: 1.',
    );
    const after = await dataSource.manager.findOneByOrFail(SellerCredentials, { provider: 'toypay' });
    expect(after.sealed, 'what could not be opened').toBe(before.sealed);
    const other = await dataSource.manager.findOneByOrFail(SellerCredentials, { provider: 'otherpay' });
    expect(sellers('new').open(other)).toEqual({ secret: SECRET });
  });
});

/** A stored card that a buyer has registered. */
async function insertStoredCard(id: string, sealed: string, fingerprint: string): Promise<void> {
  const credentials = await dataSource.manager.findOneByOrFail(SellerCredentials, { sellerCode: 'default' });
  await dataSource.query(
    `INSERT INTO billing_keys (id, version, seller_code, provider, status, channel, credentials_id, provider_reference,
       handoff, registration_token, return_url, revoke_attempts, created_at, expires_at)
     VALUES ($1::uuid, 1, 'default', 'toypay', 'registering', 'pc', $2, 'registration', '{}', $1::uuid::text, '', 0, now(), now())`,
    [id, credentials.id],
  );
  await dataSource.query(
    `UPDATE billing_keys SET status = 'active', sealed_key = $2, key_fingerprint = $3 WHERE id = $1`,
    [id, sealed, fingerprint],
  );
}

/** A payment with a sealed secret, on an order of its own. */
async function insertPayment(sealKey: string): Promise<string> {
  const [orderId, paymentId] = [newId(), newId()];
  const credentials = await dataSource.manager.findOneByOrFail(SellerCredentials, { sellerCode: 'default' });
  const sealed = new Sealer(ring(sealKey).sealKeys).seal(`payment:${paymentId}`, SECRET);
  await dataSource.query(
    `INSERT INTO orders (id, version, seller_code, order_number, status, title, amount_won, tax_free_won, taxable_won,
       vat_won, cancelled_won, cancelled_tax_free_won, cancelled_taxable_won, cancelled_vat_won, coupon_won, point_won,
       items, metadata, return_url, checkout_token, content_hash, expires_at, expiry_chosen, created_at)
     VALUES ($1, 1, 'default', $2, 'unpaid', 'A test', 1100, 0, 1000, 100, 0, 0, 0, 0, 0, 0, '[]', '{}', '', $2, '',
       now(), false, now())`,
    [orderId, orderId],
  );
  await dataSource.query(
    `INSERT INTO payments (id, order_id, provider, status, channel, in_app, amount_won, credentials_id, handoff,
       sealed_receipt_secret, lookups, created_at)
     VALUES ($1, $2, 'toypay', 'open', 'pc', false, 1100, $3, '{}', $4, 0, now())`,
    [paymentId, orderId, credentials.id, sealed],
  );
  return paymentId;
}

async function sealedSecretOf(paymentId: string): Promise<string> {
  const [row] = await dataSource.query<{ sealed: string }[]>(
    'SELECT sealed_receipt_secret AS sealed FROM payments WHERE id = $1',
    [paymentId],
  );
  return row?.sealed ?? 'there is no such payment';
}
