// Every route for people and every role: who gets through, and who is turned away in which words.
import { COMMAND_LINE } from '../../src/rights/asker.js';
import { Controller, Get } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PERMISSIONS, type Permission } from '../../src/access/permissions.js';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../../src/access/require-permission.js';
import { OpenToAll } from '../../src/access/require-scope.js';
import { ApiKeysService } from '../../src/access/api-keys.service.js';
import { permissionsOf, ROLES, type Role } from '../../src/rights/roles.js';
import { DeskStage } from '../support/desk-stage.js';
import type { DeskVisitor } from '../support/desk-visitor.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { bootGuardedApp, call, platformIn } from './guarded-app.js';

/** A door for each permission, so that the table below is about permissions that no route asks for yet, too. */
function doorFor(permission: Permission) {
  @Controller(`doors/${permission.replace(':', '-')}`)
  class Door {
    @Get()
    @RequirePermission(permission)
    open(@CurrentPerson() { name }: SignedInPerson): object {
      return { name };
    }
  }
  return Door;
}

@Controller('doors/forgotten')
class Forgotten {
  @Get()
  door(): object {
    return {};
  }
}

@Controller('doors/open')
class Open {
  @Get()
  @OpenToAll('a test wants it')
  door(): object {
    return {};
  }
}

/** Routes of people that are there now, with a call that changes nothing when it is let through. */
const ROUTES: readonly (readonly [route: string, needs: Permission | 'nothing', opens: number])[] = [
  ...PERMISSIONS.map((permission) => [`GET /doors/${permission.replace(':', '-')}`, permission, 200] as const),
  ['GET /admin/people', 'people:manage', 200],
  ['POST /admin/people', 'people:manage', 400],
  ['GET /admin/people/person_0', 'people:manage', 404],
  ['PATCH /admin/people/person_0', 'people:manage', 404],
  ['POST /admin/people/person_0/invitations', 'people:manage', 404],
  ['GET /admin/audit', 'audit:read', 200],
  ['GET /admin/sessions', 'nothing', 200],
  ['DELETE /admin/sessions/ses_0', 'nothing', 404],
  ['POST /admin/password', 'nothing', 400],
  ['POST /admin/recovery-codes', 'nothing', 400],
];

let database: TestDatabase;
let stage: DeskStage;
const browsers = new Map<Role, DeskVisitor>();
let half: DeskVisitor;

beforeAll(async () => {
  database = await createTestDatabase();
  stage = await DeskStage.open(database.url, 'production', [...PERMISSIONS.map(doorFor), Open]);
  for (const role of ROLES) browsers.set(role, (await stage.signedIn(role)).browser);
  const { colleague } = await stage.signedIn('administrator', 'operator', 'approver');
  half = stage.browser();
  await half.signIn(colleague);
});
afterAll(async () => {
  await stage.close();
  await database.drop();
});

async function knock(browser: DeskVisitor, route: string, headers: Record<string, string | null> = {}) {
  const [method = '', path = ''] = route.split(' ');
  const body = method === 'POST' || method === 'PATCH' ? {} : undefined;
  const { status, body: answer } = await browser.call(method, path, body, { headers });
  return { status, code: answer.code };
}

describe.each(ROUTES)('%s, which needs %s,', (route, needs, opens) => {
  test.each(ROLES)('for the role %s', async (role) => {
    const may = needs === 'nothing' || permissionsOf([role]).includes(needs);
    const { status, code } = await knock(browsers.get(role) ?? stage.browser(), route);
    if (may) expect(status, 'let through').toBe(opens);
    else expect([status, code], 'turned away').toEqual([403, 'permission_missing']);
  });

  test('for nobody, for half a sign-in, for an API key that may do everything, and without the token of the session', async () => {
    expect(await knock(stage.browser(), route), 'nobody').toEqual({ status: 401, code: 'not_signed_in' });
    expect(await knock(half, route), 'half a sign-in').toEqual({ status: 401, code: 'second_factor_needed' });
    const { key } = await stage.app
      .get(ApiKeysService)
      .create(COMMAND_LINE, { name: 'everything', scopes: ['admin:*'] });
    const withKey = await knock(stage.browser(), route, { authorization: `Bearer ${key}` });
    expect(withKey, 'an API key').toEqual({ status: 401, code: 'not_signed_in' });
    if (route.startsWith('GET')) return;
    const administrator = browsers.get('administrator') ?? stage.browser();
    const withoutToken = await knock(administrator, route, { 'x-csrf-token': null });
    expect(withoutToken, 'without its token').toEqual({ status: 403, code: 'cross_site_request' });
  });
});

test('a session opens no route for API keys', async () => {
  const administrator = browsers.get('administrator') ?? stage.browser();
  expect(await knock(administrator, 'GET /v1/api-keys')).toEqual({ status: 401, code: 'missing_api_key' });
});

test('whoever is turned away is in the trail, with the permission they lack', async () => {
  const { browser, colleague } = await stage.signedIn('viewer');
  await knock(browser, 'PATCH /admin/people/person_0');
  expect((await stage.trail(colleague)).at(-1)).toMatchObject({
    action: 'access.refused',
    after: { route: 'PATCH /admin/people/:id' },
    reason: 'lacks the permission people:manage',
  });
});

test('an application with a route that says nothing does not boot', async () => {
  await expect(DeskStage.open(database.url, 'production', [Forgotten])).rejects.toThrow('Forgotten.door');
});

test('where nobody knows sessions, the doors for people stay shut', async () => {
  const { url } = database;
  const controllers = [doorFor('desk:read')];
  const app = await bootGuardedApp({ databaseUrl: url, platform: platformIn('test'), controllers });
  const cookie = [...(browsers.get('administrator')?.cookies ?? [])]
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
  const answer = await call(app, { url: '/doors/desk-read', headers: { cookie } });
  await app.close();
  expect([answer.status, answer.body['code']]).toEqual([401, 'not_signed_in']);
});
