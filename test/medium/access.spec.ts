// Who gets through the doors of the API, and who does not: real guards, real HTTP, real database.
import { COMMAND_LINE } from '../../src/rights/asker.js';
import { Controller, Get } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { hashApiKey, LOCAL_API_KEY } from '../../src/access/api-key-text.js';
import { ApiKeyUse } from '../../src/access/api-key-use.js';
import { ApiKeysService } from '../../src/access/api-keys.service.js';
import { LOCAL_API_KEY_ID } from '../../src/access/local-key.js';
import { CurrentCaller, OpenToAll, RequireScope, type Caller } from '../../src/access/require-scope.js';
import { SCOPES, type Scope } from '../../src/access/scopes.js';
import { PROBLEM_KINDS } from '../../src/common/problems.js';
import type { PlatformConfig } from '../../src/config/platform.config.js';
import { openDataSource } from '../../src/database/data-source.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { bootGuardedApp, call, platformIn, StillClock } from './guarded-app.js';

@Controller('doors')
class Doors {
  @Get('open')
  @OpenToAll('a test wants it')
  open(): object {
    return { passed: true };
  }

  @Get('orders')
  @RequireScope('orders:read')
  orders(@CurrentCaller() caller: Caller): object {
    return { passed: true, apiKeyId: caller.apiKeyId };
  }

  @Get('admin')
  @RequireScope('admin:*')
  admin(): object {
    return { passed: true };
  }
}

@Controller('forgotten')
class Forgotten {
  @Get()
  door(): object {
    return {};
  }
}

let database: TestDatabase;
let app: NestFastifyApplication | undefined;
let clock: StillClock;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await app?.close();
  app = undefined;
});
afterAll(() => database.drop());

async function boot(platform: PlatformConfig = platformIn('test')): Promise<NestFastifyApplication> {
  clock = new StillClock();
  app = await bootGuardedApp({ databaseUrl: database.url, platform, clock, controllers: [Doors] });
  return app;
}

async function makeKey(
  on: NestFastifyApplication,
  scopes: Scope[],
  expiresAt?: Date,
): Promise<{ key: string; id: string }> {
  const { key, apiKey } = await on.get(ApiKeysService).create(COMMAND_LINE, { name: 'a test', scopes, expiresAt });
  return { key, id: apiKey.id };
}

const NEVER_MADE = `gy_test_${'A'.repeat(43)}`;

describe('each caller at each kind of door', () => {
  interface Row {
    readonly caller: string;
    readonly authorization?: (keys: Record<Scope | 'expired' | 'revoked', string>) => string;
    readonly orders: number;
    readonly admin: number;
    readonly code?: keyof typeof PROBLEM_KINDS;
  }
  const rows: Row[] = [
    { caller: 'nobody', orders: 401, admin: 401, code: 'missing_api_key' },
    {
      caller: 'one who sends a password',
      authorization: () => 'Basic YTpi',
      orders: 401,
      admin: 401,
      code: 'missing_api_key',
    },
    {
      caller: 'one who sends "Bearer" alone',
      authorization: () => 'Bearer ',
      orders: 401,
      admin: 401,
      code: 'missing_api_key',
    },
    {
      caller: 'a key that was never made',
      authorization: () => `Bearer ${NEVER_MADE}`,
      orders: 401,
      admin: 401,
      code: 'wrong_api_key',
    },
    {
      caller: 'a text that is no key',
      authorization: () => 'Bearer x',
      orders: 401,
      admin: 401,
      code: 'wrong_api_key',
    },
    {
      caller: 'the hash of a key',
      authorization: (keys) => `Bearer ${hashApiKey(keys['admin:*'])}`,
      orders: 401,
      admin: 401,
      code: 'wrong_api_key',
    },
    {
      caller: 'a key with other capitals',
      authorization: (keys) => `Bearer ${swapCase(keys['admin:*'])}`,
      orders: 401,
      admin: 401,
      code: 'wrong_api_key',
    },
    {
      caller: 'an expired key',
      authorization: (keys) => `Bearer ${keys.expired}`,
      orders: 401,
      admin: 401,
      code: 'wrong_api_key',
    },
    {
      caller: 'a revoked key',
      authorization: (keys) => `Bearer ${keys.revoked}`,
      orders: 401,
      admin: 401,
      code: 'wrong_api_key',
    },
    {
      caller: 'the local development key',
      authorization: () => `Bearer ${LOCAL_API_KEY}`,
      orders: 401,
      admin: 401,
      code: 'wrong_api_key',
    },
    {
      caller: 'a key with another scope',
      authorization: (keys) => `Bearer ${keys['billing:write']}`,
      orders: 403,
      admin: 403,
      code: 'scope_missing',
    },
    {
      caller: 'a key with the scope',
      authorization: (keys) => `Bearer ${keys['orders:read']}`,
      orders: 200,
      admin: 403,
      code: 'scope_missing',
    },
    {
      caller: 'the same in small letters',
      authorization: (keys) => `bearer ${keys['orders:read']}`,
      orders: 200,
      admin: 403,
      code: 'scope_missing',
    },
    { caller: 'an administrator’s key', authorization: (keys) => `Bearer ${keys['admin:*']}`, orders: 200, admin: 200 },
  ];
  let keys: Record<Scope | 'expired' | 'revoked', string>;
  let shared: NestFastifyApplication;

  beforeAll(async () => {
    clock = new StillClock();
    shared = await bootGuardedApp({
      databaseUrl: database.url,
      platform: platformIn('test'),
      clock,
      controllers: [Doors],
    });
    const made = await Promise.all(SCOPES.map(async (scope) => [scope, (await makeKey(shared, [scope])).key] as const));
    const expired = await makeKey(shared, ['admin:*'], new Date(clock.now().getTime() + 1_000));
    const revoked = await makeKey(shared, ['admin:*']);
    await shared.get(ApiKeysService).revoke(revoked.id);
    clock.advance(1_000);
    keys = { ...(Object.fromEntries(made) as Record<Scope, string>), expired: expired.key, revoked: revoked.key };
  });
  afterAll(() => shared.close());

  test.each(rows)('$caller gets $orders for orders and $admin for administration', async (row) => {
    const authorization = row.authorization?.(keys);
    const headers = authorization === undefined ? {} : { authorization };
    for (const [url, status] of [
      ['/doors/orders', row.orders],
      ['/doors/admin', row.admin],
      ['/doors/open', 200],
    ] as const) {
      const answer = await call(shared, { url, headers });
      expect(answer.status, `${row.caller} at ${url}`).toBe(status);
      if (status === 200) expect(answer.body.passed, `${row.caller} reaches ${url}`).toBe(true);
      else expect(answer.body.code, `the reason given to ${row.caller} at ${url}`).toBe(row.code);
    }
  });

  test('a 401 says in WWW-Authenticate that a Bearer key is wanted, and whether one was wrong', async () => {
    const missing = await call(shared, { url: '/doors/orders' });
    const wrong = await call(shared, { url: '/doors/orders', key: NEVER_MADE });
    expect(missing.headers['www-authenticate']).toBe('Bearer realm="gyeolje"');
    expect(wrong.headers['www-authenticate']).toBe('Bearer realm="gyeolje", error="invalid_token"');
  });

  test('a 403 names the scope that is missing', async () => {
    const answer = await call(shared, { url: '/doors/orders', key: keys['billing:write'] });
    expect(answer.body.detail).toContain('orders:read');
  });

  test('an authenticated request asks the database exactly once', async () => {
    const queries = vi.spyOn(pg.Client.prototype, 'query');
    await call(shared, { url: '/doors/orders', key: keys['orders:read'] });
    const count = queries.mock.calls.length;
    queries.mockRestore();
    expect(count, 'SQL round trips of one request').toBe(1);
  });

  test('what cannot be a key is refused without asking the database', async () => {
    const queries = vi.spyOn(pg.Client.prototype, 'query');
    await call(shared, { url: '/doors/orders', key: 'gy_test_short' });
    const count = queries.mock.calls.length;
    queries.mockRestore();
    expect(count, 'SQL round trips of one refused request').toBe(0);
  });

  test('a revoked key is refused at once, although it opened the door before', async () => {
    const { key, id } = await makeKey(shared, ['orders:read']);
    expect((await call(shared, { url: '/doors/orders', key })).status, 'before').toBe(200);
    await shared.get(ApiKeysService).revoke(id);
    expect((await call(shared, { url: '/doors/orders', key })).status, 'after').toBe(401);
  });
});

describe('the key of local development', () => {
  const rowsOf = async () => {
    const dataSource = await openDataSource(database.url, 2);
    try {
      return await dataSource.query<{ id: string; scopes: string[] }[]>(
        'SELECT id, scopes FROM api_keys WHERE key_hash = $1',
        [hashApiKey(LOCAL_API_KEY)],
      );
    } finally {
      await dataSource.destroy();
    }
  };

  test('works in simulator mode with every scope, from two boots at once', async () => {
    const [first, second] = await Promise.all([boot(platformIn('simulator')), boot(platformIn('simulator'))]);
    for (const url of ['/doors/orders', '/doors/admin']) {
      expect((await call(first, { url, key: LOCAL_API_KEY })).status, url).toBe(200);
    }
    expect(await rowsOf()).toEqual([{ id: LOCAL_API_KEY_ID, scopes: [...SCOPES] }]);
    await Promise.all([first.close(), second.close()]);
    app = undefined;
  });

  test('lives again after it was revoked and the server restarted', async () => {
    const first = await boot(platformIn('simulator'));
    await first.get(ApiKeysService).revoke(LOCAL_API_KEY_ID);
    await first.close();
    expect((await call(await boot(platformIn('simulator')), { url: '/doors/orders', key: LOCAL_API_KEY })).status).toBe(
      200,
    );
  });

  test.each(['test', 'production'] as const)(
    'is removed from a carried-over database when %s mode boots',
    async (mode) => {
      await (await boot(platformIn('simulator'))).close();
      expect(await rowsOf(), 'left by simulator mode').toHaveLength(1);
      const later = await boot(platformIn(mode));
      expect(await rowsOf(), `after ${mode} mode booted`).toEqual([]);
      expect((await call(later, { url: '/doors/orders', key: LOCAL_API_KEY })).status).toBe(401);
    },
  );

  test.each(['test', 'production'] as const)(
    'is refused in %s mode even when the database gets it back',
    async (mode) => {
      const serious = await boot(platformIn(mode));
      await serious
        .get(DataSource)
        .query(
          `INSERT INTO api_keys (id, name, key_hash, hint, scopes, created_at) VALUES ($1, 'smuggled', $2, 'gy', $3, now())`,
          [LOCAL_API_KEY_ID, hashApiKey(LOCAL_API_KEY), SCOPES],
        );
      const answer = await call(serious, { url: '/doors/orders', key: LOCAL_API_KEY });
      expect(answer.status, `the public key in ${mode} mode`).toBe(401);
      expect(answer.body.code).toBe('wrong_api_key');
    },
  );
});

describe('modes', () => {
  test('a key made in test mode does not open production, and the other way round', async () => {
    const test = await boot(platformIn('test'));
    const testKey = (await makeKey(test, ['orders:read'])).key;
    await test.close();
    const production = await boot(platformIn('production'));
    const liveKey = (await makeKey(production, ['orders:read'])).key;
    expect(testKey).toMatch(/^gy_test_[A-Za-z0-9_-]{43}$/);
    expect(liveKey).toMatch(/^gy_live_[A-Za-z0-9_-]{43}$/);
    expect((await call(production, { url: '/doors/orders', key: liveKey })).status, 'live in production').toBe(200);
    expect((await call(production, { url: '/doors/orders', key: testKey })).status, 'test in production').toBe(401);
    await production.close();
    expect(
      (await call(await boot(platformIn('test')), { url: '/doors/orders', key: liveKey })).status,
      'live in test',
    ).toBe(401);
  });
});

describe('limits', () => {
  const limited = () => boot(platformIn('test', { RATE_LIMIT_PER_KEY: '3', RATE_LIMIT_PER_ADDRESS: '2' }));

  test('a key gets 429 with Retry-After when it is over its limit, whatever the route and whatever it may do', async () => {
    const on = await limited();
    const { key } = await makeKey(on, ['orders:read']);
    const statuses: number[] = [];
    for (const url of ['/doors/orders', '/doors/admin', '/doors/orders'])
      statuses.push((await call(on, { url, key })).status);
    expect(statuses, 'within the limit of 3').toEqual([200, 403, 200]);
    clock.advance(20_000);
    const refused = await call(on, { url: '/doors/orders', key, from: '192.0.2.77' });
    expect(refused.status, 'the fourth request').toBe(429);
    expect(refused.body).toMatchObject({ code: 'too_many_requests', retryAfterSeconds: 40 });
    expect(refused.headers['retry-after']).toBe('40');
    const other = await makeKey(on, ['orders:read']);
    expect((await call(on, { url: '/doors/orders', key: other.key })).status, 'another key').toBe(200);
    clock.advance(40_000);
    expect((await call(on, { url: '/doors/orders', key })).status, 'a minute later').toBe(200);
  });

  test('an address gets 429 on open routes when it is over its limit; another address does not', async () => {
    const on = await limited();
    const statuses: number[] = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await call(on, { url: '/doors/open' })).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await call(on, { url: '/doors/open', from: '192.0.2.2' })).status, 'another address').toBe(200);
  });

  test('an address that guesses keys gets 429, and does not shut out its neighbour whose key is known', async () => {
    const on = await limited();
    const neighbour = await makeKey(on, ['orders:read']);
    const stranger = await makeKey(on, ['orders:read']);
    await call(on, { url: '/doors/orders', key: neighbour.key });
    const guesses: Awaited<ReturnType<typeof call>>[] = [];
    for (let i = 0; i < 3; i += 1)
      guesses.push(await call(on, { url: '/doors/orders', key: `gy_test_${String(i).repeat(43)}` }));
    expect(guesses.map(({ status }) => status)).toEqual([401, 401, 429]);
    expect(guesses[2]?.headers['retry-after']).toBe('60');
    expect((await call(on, { url: '/doors/orders', key: neighbour.key })).status, 'a key that was used before').toBe(
      200,
    );
    expect((await call(on, { url: '/doors/orders', key: stranger.key })).status, 'a right guess').toBe(429);
    expect((await call(on, { url: '/doors/orders', key: stranger.key, from: '192.0.2.9' })).status, 'elsewhere').toBe(
      200,
    );
  });
});

describe('the routes for API keys', () => {
  const body = { name: 'Shop web app', scopes: ['orders:read'] };

  test('show a new key once and keep only its hash', async () => {
    const on = await boot();
    const admin = (await makeKey(on, ['admin:*'])).key;
    const made = await call(on, {
      method: 'POST',
      url: '/v1/api-keys',
      key: admin,
      body: { ...body, expiresAt: '2026-12-01T00:00:00+09:00' },
    });
    expect(made.status).toBe(201);
    expect(made.headers['cache-control'], 'whether the answer may be kept on its way').toBe('no-store');
    const key = String(made.body.key);
    expect(made.body).toMatchObject({
      name: 'Shop web app',
      hint: key.slice(0, 12),
      expiresAt: '2026-11-30T15:00:00.000Z',
      revokedAt: null,
    });
    expect(made.body.id).toMatch(/^key_[0-9a-f]{32}$/);
    expect((await call(on, { url: '/doors/orders', key })).status, 'the new key at its door').toBe(200);
    expect((await call(on, { url: '/v1/api-keys', key: admin })).text, 'the list').not.toContain(key);
    const rows = JSON.stringify(await on.get(DataSource).query('SELECT * FROM api_keys'));
    expect(rows, 'the table').not.toContain(key.slice(13));
    expect(rows, 'the table').toContain(hashApiKey(key));
  });

  test.each([
    ['no name', { ...body, name: undefined }],
    ['a blank name', { ...body, name: ' ' }],
    ['no scope', { ...body, scopes: [] }],
    ['a scope that does not exist', { ...body, scopes: ['orders:*'] }],
    ['a scope twice', { ...body, scopes: ['orders:read', 'orders:read'] }],
    ['an end in the past', { ...body, expiresAt: '2026-11-22T08:59:59Z' }],
    ['an end without a zone', { ...body, expiresAt: '2027-01-01T00:00:00' }],
    ['a field of its own', { ...body, key: 'gy_live_mine' }],
  ])('refuse a key with %s as malformed', async (_what, wrong) => {
    const on = await boot();
    const admin = (await makeKey(on, ['admin:*'])).key;
    const answer = await call(on, { method: 'POST', url: '/v1/api-keys', key: admin, body: wrong });
    expect([answer.status, answer.body.code]).toEqual([400, 'malformed_request']);
  });

  test('revoke a key, again without complaint, and do not know a key that never was', async () => {
    const on = await boot();
    const admin = (await makeKey(on, ['admin:*'])).key;
    const made = await call(on, { method: 'POST', url: '/v1/api-keys', key: admin, body });
    const revoke = (id: string) => call(on, { method: 'DELETE', url: `/v1/api-keys/${id}`, key: admin });
    const revokedAt = async () => {
      const [row] = await on
        .get(DataSource)
        .query<{ revoked_at: Date }[]>('SELECT revoked_at FROM api_keys WHERE key_hash = $1', [
          hashApiKey(String(made.body.key)),
        ]);
      return row?.revoked_at;
    };
    expect((await revoke(String(made.body.id))).status, 'once').toBe(204);
    const first = await revokedAt();
    clock.advance(5_000);
    expect((await revoke(String(made.body.id))).status, 'twice').toBe(204);
    expect(await revokedAt(), 'the time of the first').toEqual(first);
    for (const unknown of [`key_${'0'.repeat(32)}`, `ord_${'0'.repeat(32)}`, 'nonsense']) {
      expect((await revoke(unknown)).status, unknown).toBe(404);
    }
    expect((await call(on, { url: '/doors/orders', key: String(made.body.key) })).status, 'the revoked key').toBe(401);
  });

  test('list the keys page by page in the order of their making', async () => {
    const on = await boot();
    const admin = (await makeKey(on, ['admin:*'])).key;
    const seen: string[] = [];
    let cursor = '';
    do {
      const url = `/v1/api-keys?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`;
      const page = await call(on, { url, key: admin });
      const items = page.body.items as { id: string }[];
      expect(items.length, 'length of a page').toBeLessThanOrEqual(2);
      seen.push(...items.map(({ id }) => id));
      cursor = (page.body.nextCursor as string | null) ?? '';
    } while (cursor !== '');
    const count = await on.get(DataSource).query<{ n: number }[]>('SELECT count(*)::int AS n FROM api_keys');
    expect(new Set(seen).size).toBe(count[0]?.n);
    expect(seen).toEqual([...seen].sort());
    expect((await call(on, { url: '/v1/api-keys?cursor=x', key: admin })).status, 'a made-up cursor').toBe(400);
  });

  test.each([
    ['GET', '/v1/api-keys'],
    ['POST', '/v1/api-keys'],
    ['DELETE', `/v1/api-keys/key_${'0'.repeat(32)}`],
  ] as const)('%s %s is not for a key without admin:*', async (method, url) => {
    const on = await boot();
    const { key } = await makeKey(on, [
      'orders:read',
      'orders:write',
      'cancellations:write',
      'billing:write',
      'webhooks:write',
      'events:read',
    ]);
    const answer = await call(on, { method, url, key, ...(method === 'POST' ? { body } : {}) });
    expect(answer.status).toBe(403);
    expect(answer.body.detail).toContain('admin:*');
  });
});

describe('the last use of a key', () => {
  const lastUsedAt = async (url: string, id: string) => {
    const dataSource = await openDataSource(url, 2);
    try {
      const [row] = await dataSource.query<{ last_used_at: Date | null }[]>(
        'SELECT last_used_at FROM api_keys WHERE id = $1',
        [id],
      );
      return row?.last_used_at ?? null;
    } finally {
      await dataSource.destroy();
    }
  };

  test('is not written by the request, but with the next flush', async () => {
    const on = await boot();
    const { key, id } = await makeKey(on, ['orders:read']);
    await call(on, { url: '/doors/orders', key });
    expect(await lastUsedAt(database.url, id), 'right after the request').toBeNull();
    await on.get(ApiKeyUse).flush();
    expect(await lastUsedAt(database.url, id), 'after the flush').toEqual(clock.now());
  });

  test('is written when the server stops', async () => {
    const on = await boot();
    const { key, id } = await makeKey(on, ['orders:read']);
    await call(on, { url: '/doors/orders', key });
    await on.close();
    expect(await lastUsedAt(database.url, id)).toEqual(clock.now());
  });
});

test('an application with a route that does not say who may call it does not boot', async () => {
  const booting = bootGuardedApp({
    databaseUrl: database.url,
    platform: platformIn('test'),
    controllers: [Doors, Forgotten],
  });
  await expect(booting).rejects.toThrow(/do not say who may call them: Forgotten\.door\./);
});

/** The same letters, the random ones among them in the other case. */
function swapCase(key: string): string {
  const swap = (letter: string) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase());
  return key.slice(0, 8) + Array.from(key.slice(8), swap).join('');
}
