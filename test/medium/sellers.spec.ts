// Sellers and their credentials: what is kept, what is replaced, what never comes out.
import { COMMAND_LINE } from '../../src/rights/asker.js';
import { Appliers } from '../../src/rights/appliers.js';
import { approveAbout, sayWhoMadeKey } from '../support/second-person.js';
import { gateOn } from './guarded-app.js';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ApiKeysService } from '../../src/access/api-keys.service.js';
import type { Scope } from '../../src/access/scopes.js';
import { Clock } from '../../src/common/clock.js';
import { newId } from '../../src/common/ids.js';
import { Problem } from '../../src/common/problems.js';
import { SealBrokenError, Sealer } from '../../src/common/sealing.js';
import { openDataSource } from '../../src/database/data-source.js';
import { SellerCredentials } from '../../src/sellers/seller-credentials.entity.js';
import { SellersApiModule } from '../../src/sellers/sellers-api.module.js';
import { SellersService } from '../../src/sellers/sellers.service.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { bootGuardedApp, call, platformIn, sealKeysText, type Answer } from './guarded-app.js';

/** Stands for the registry of providers: one provider, whose credentials are an id and a secret. */
class OneProvider {
  check(provider: string, credentials: Readonly<Record<string, string>>): string | null {
    if (provider !== 'toypay') throw new Problem('unknown_provider', { detail: 'The providers are: toypay.' });
    return Object.keys(credentials).sort().join() === 'id,secret' ? null : 'credentials must have id and secret.';
  }
}

@Module({ providers: [OneProvider], exports: [OneProvider] })
class OneProviderModule {}

const SECRET = 'hunter2-hunter2';
const CREDENTIALS = { id: 'shop-1', secret: SECRET };

let database: TestDatabase;
let dataSource: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await openDataSource(database.url, 4);
});
beforeEach(() =>
  dataSource.query(
    `DELETE FROM seller_credentials; DELETE FROM change_requests; DELETE FROM sellers WHERE code <> 'default'`,
  ),
);
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

function sealer(...keys: string[]): Sealer {
  return new Sealer(platformIn('test', { SEAL_KEYS: sealKeysText(...keys) }).sealKeys);
}

/** A process with its own memory on the same database. */
function service(...keys: string[]): SellersService {
  const [clock, ring] = [new Clock(), sealer(...(keys.length > 0 ? keys : ['first']))];
  return new SellersService(dataSource, ring, clock, gateOn(dataSource, clock), new Appliers());
}

async function rows(sellerCode: string): Promise<SellerCredentials[]> {
  return dataSource.manager.find(SellerCredentials, { where: { sellerCode }, order: { id: 'ASC' } });
}

describe('the credentials of the default seller', () => {
  test('are kept sealed, and opened again by another process', async () => {
    await service().ensureDefaultCredentials('toypay', CREDENTIALS);
    const [row, ...others] = await rows('default');
    if (!row) throw new Error('The default seller was expected to have credentials.');
    expect(others).toEqual([]);
    expect(row.active).toBe(true);
    expect(JSON.stringify(row), 'the row').not.toContain(SECRET);
    expect(service().open(row)).toEqual(CREDENTIALS);
  });

  test('stay one row however often the server boots, in whatever order the fields come', async () => {
    await service().ensureDefaultCredentials('toypay', CREDENTIALS);
    await service().ensureDefaultCredentials('toypay', { secret: SECRET, id: 'shop-1' });
    expect(await rows('default')).toHaveLength(1);
  });

  test('stay one row when the sealing key is rotated', async () => {
    await service('first').ensureDefaultCredentials('toypay', CREDENTIALS);
    await service('second', 'first').ensureDefaultCredentials('toypay', CREDENTIALS);
    expect(await rows('default')).toHaveLength(1);
  });

  test('become a new row when they change; the old one stays and still opens', async () => {
    await service().ensureDefaultCredentials('toypay', CREDENTIALS);
    await service().ensureDefaultCredentials('toypay', { ...CREDENTIALS, secret: 'other' });
    const [old, current] = await rows('default');
    if (!old || !current) throw new Error('Two rows were expected: the old credentials and the new.');
    expect([old.active, current.active]).toEqual([false, true]);
    expect(service().open(old)).toEqual(CREDENTIALS);
    expect(service().open(current).secret).toBe('other');
  });

  test('become one new row when many processes boot with it at once', async () => {
    await service().ensureDefaultCredentials('toypay', CREDENTIALS);
    const next = { ...CREDENTIALS, secret: 'other' };
    await Promise.all(Array.from({ length: 8 }, () => service().ensureDefaultCredentials('toypay', next)));
    expect((await rows('default')).map(({ active }) => active)).toEqual([false, true]);
  });

  test('are set anew when the key of the stored ones is lost, as in a database carried over from simulator mode', async () => {
    await service('lost').ensureDefaultCredentials('toypay', CREDENTIALS);
    await service('first').ensureDefaultCredentials('toypay', CREDENTIALS);
    const [lost, current] = await rows('default');
    if (!lost || !current) throw new Error('Two rows were expected: the lost credentials and the new.');
    expect(() => service('first').open(lost)).toThrow(SealBrokenError);
    expect(service('first').open(current)).toEqual(CREDENTIALS);
  });

  test('of two providers do not touch each other', async () => {
    await service().ensureDefaultCredentials('toypay', CREDENTIALS);
    await service().ensureDefaultCredentials('otherpay', { key: 'k' });
    expect((await rows('default')).map(({ provider, active }) => [provider, active])).toEqual([
      ['toypay', true],
      ['otherpay', true],
    ]);
  });

  test('are opened at most once: the row is not unsealed again', async () => {
    const process = service();
    await process.ensureDefaultCredentials('toypay', CREDENTIALS);
    const [row] = await rows('default');
    if (!row) throw new Error('The default seller was expected to have credentials.');
    expect(process.open(row)).toBe(process.open(row));
    expect(
      process.open(Object.assign(new SellerCredentials(), row, { sealed: 'never looked at' })),
      'from memory',
    ).toEqual(CREDENTIALS);
  });

  test('do not open in the place of another row', async () => {
    await service().ensureDefaultCredentials('toypay', CREDENTIALS);
    const [row] = await rows('default');
    if (!row) throw new Error('The default seller was expected to have credentials.');
    const moved = Object.assign(new SellerCredentials(), row, { id: newId() });
    expect(() => service().open(moved)).toThrow(SealBrokenError);
  });
});

test('a fingerprint tells credentials apart and cannot be made without the sealing key', () => {
  const print = (key: string, text: string) => sealer(key).fingerprint('a test', text);
  expect(print('first', 'a'), 'the same').toBe(print('first', 'a'));
  expect(print('first', 'a'), 'another text').not.toBe(print('first', 'b'));
  expect(print('first', 'a'), 'another key').not.toBe(print('second', 'a'));
});

describe('the routes for sellers', () => {
  let app: NestFastifyApplication;
  let admin: string;

  beforeEach(async () => {
    app = await bootGuardedApp({
      databaseUrl: database.url,
      platform: platformIn('test'),
      imports: [
        SellersApiModule.checkedBy({
          imports: [OneProviderModule],
          inject: OneProvider,
          useFactory: (providers) => (name, credentials) => providers.check(name, credentials),
        }),
      ],
    });
    admin = await makeKey(['admin:*']);
  });
  afterEach(() => app.close());

  async function makeKey(scopes: Scope[]): Promise<string> {
    const { key, apiKey } = await app.get(ApiKeysService).create(COMMAND_LINE, { name: 'a test', scopes });
    await sayWhoMadeKey(app, apiKey.id);
    return key;
  }
  const post = (body: unknown) => call(app, { method: 'POST', url: '/v1/sellers', key: admin, body });
  const put = (path: string, credentials: unknown) =>
    call(app, { method: 'PUT', url: `/v1/sellers/${path}`, key: admin, body: { credentials } });

  test('set up a seller, show it, and refuse its code a second time', async () => {
    const made = await post({ code: 'gangnam', name: '강남점' });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      code: 'gangnam',
      name: '강남점',
      createdAt: '2026-11-22T09:00:00.000Z',
      credentials: [],
      waitsForChangeIds: [],
    });
    expect((await call(app, { url: '/v1/sellers/gangnam', key: admin })).body).toEqual(made.body);
    const again = await post({ code: 'gangnam', name: 'Another' });
    expect([again.status, again.body.code]).toEqual([409, 'seller_code_used']);
  });

  test.each([
    ['with a space', 'gang nam'],
    ['with a slash', 'gang/nam'],
    ['that is empty', ''],
    ['of 65 letters', 'a'.repeat(65)],
  ])('refuse a code %s as malformed', async (_what, code) => {
    expect((await post({ code, name: 'x' })).status).toBe(400);
  });

  test('take credentials, use them when a second person approves, and never give them back', async () => {
    await post({ code: 'gangnam', name: 'Gangnam' });
    const asked = await put('gangnam/credentials/toypay', CREDENTIALS);
    expect([asked.status, asked.body.credentials], 'asked for').toEqual([202, []]);
    expect(asked.text).not.toContain(SECRET);
    await approveAbout(app, 'gangnam/toypay');
    const answer = await put('gangnam/credentials/toypay', CREDENTIALS);
    expect([answer.status, answer.body.waitsForChangeIds], 'they are used already').toEqual([200, []]);
    const expected = [
      {
        provider: 'toypay',
        activeSince: '2026-11-22T09:00:00.000Z',
        fingerprint: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
      },
    ];
    expect(answer.body.credentials).toEqual(expected);
    for (const url of ['/v1/sellers', '/v1/sellers/gangnam']) {
      expect((await call(app, { url, key: admin })).text, url).not.toContain(SECRET);
    }
    expect(answer.text).not.toContain(SECRET);
    const [row] = await rows('gangnam');
    if (!row) throw new Error('The seller was expected to have credentials.');
    expect(app.get(SellersService, { strict: false }).open(row)).toEqual(CREDENTIALS);
  });

  test('keep the old credentials when new ones come, and do nothing when they are the same', async () => {
    await post({ code: 'gangnam', name: 'Gangnam' });
    await put('gangnam/credentials/toypay', CREDENTIALS);
    await approveAbout(app, 'gangnam/toypay');
    await put('gangnam/credentials/toypay', CREDENTIALS);
    expect(await rows('gangnam'), 'after the same again').toHaveLength(1);
    await put('gangnam/credentials/toypay', { ...CREDENTIALS, secret: 'other' });
    const third = await put('gangnam/credentials/toypay', { ...CREDENTIALS, secret: 'third' });
    expect([third.status, third.body.code], 'while others wait').toEqual([409, 'change_waits']);
    expect(
      (await rows('gangnam')).map(({ active }) => active),
      'before the approval',
    ).toEqual([true, false]);
    await approveAbout(app, 'gangnam/toypay');
    expect(
      (await rows('gangnam')).map(({ active }) => active),
      'after it',
    ).toEqual([false, true]);
  });

  test.each([
    ['a provider that does not exist', 'gangnam/credentials/nopay', CREDENTIALS, 422, 'unknown_provider'],
    [
      'what the provider does not call credentials',
      'gangnam/credentials/toypay',
      { id: SECRET },
      400,
      'malformed_request',
    ],
    ['a number as a secret', 'gangnam/credentials/toypay', { id: 'a', secret: 1 }, 400, 'malformed_request'],
    ['an empty secret', 'gangnam/credentials/toypay', { id: 'a', secret: '' }, 400, 'malformed_request'],
    ['no object', 'gangnam/credentials/toypay', SECRET, 400, 'malformed_request'],
    ['a seller that does not exist', 'nowhere/credentials/toypay', CREDENTIALS, 404, 'not_found'],
    ['what cannot be a seller', 'no%20where/credentials/toypay', CREDENTIALS, 404, 'not_found'],
    ['the default seller', 'default/credentials/toypay', CREDENTIALS, 400, 'malformed_request'],
  ])('refuse credentials for %s, without repeating them', async (_what, path, credentials, status, code) => {
    await post({ code: 'gangnam', name: 'Gangnam' });
    const answer = await put(path, credentials);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.text).not.toContain(SECRET);
    expect(await dataSource.manager.count(SellerCredentials), 'rows of credentials').toBe(0);
  });

  test('list the sellers page by page in the order of their codes', async () => {
    for (const code of ['jongno', 'busan', 'Gangnam']) await post({ code, name: code });
    const all = await dataSource.query<{ code: string }[]>('SELECT code FROM sellers ORDER BY code');
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const url: string = `/v1/sellers?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`;
      const page: Answer = await call(app, { url, key: admin });
      seen.push(...(page.body.items as { code: string }[]).map(({ code }) => code));
      cursor = page.body.nextCursor as string | null;
    } while (cursor !== null);
    expect(seen).toEqual(all.map(({ code }) => code));
  });

  test('do not know a seller that was not set up', async () => {
    expect((await call(app, { url: '/v1/sellers/nowhere', key: admin })).status).toBe(404);
  });

  test.each([
    ['GET', '/v1/sellers'],
    ['GET', '/v1/sellers/default'],
    ['POST', '/v1/sellers'],
    ['PUT', '/v1/sellers/default/credentials/toypay'],
  ] as const)('%s %s is not for a key without admin:*', async (method, url) => {
    const key = await makeKey(['orders:read', 'orders:write']);
    expect((await call(app, { method, url, key, ...(method === 'GET' ? {} : { body: {} }) })).status).toBe(403);
  });
});
