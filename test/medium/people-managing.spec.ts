// Managing people: who is made, invited, changed, disabled; and the trail that tells of it.
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { LOCAL_ACCOUNTS, LOCAL_PASSWORD, LOCAL_PASSWORD_HASH } from '../../src/people/local-accounts.js';
import { readCommand } from '../../src/cli/command-line.js';
import { runDatabaseCommand, type DatabaseCommand } from '../../src/cli/commands.js';
import { DeskStage } from '../support/desk-stage.js';
import { LOCAL_ADMINISTRATOR, LOCAL_APPROVER, type DeskVisitor } from '../support/desk-visitor.js';
import { scriptedTerminal, type ScriptedTerminal } from '../support/scripted-terminal.js';
import { approveAbout } from '../support/second-person.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { PEOPLE, RIGHTS, platformIn, sealKeysText } from './guarded-app.js';

const PASSWORD = 'a sentence of my own';
const DAY_MS = 86_400_000;

let database: TestDatabase;
let stage: DeskStage;
let admin: Awaited<ReturnType<DeskStage['signedIn']>>;
beforeAll(async () => {
  database = await createTestDatabase();
  stage = await DeskStage.open(database.url);
  admin = await stage.signedIn('administrator');
});
afterAll(async () => {
  await stage.close();
  await database.drop();
});

interface Made {
  readonly person: { readonly id: string; readonly hasPassword: boolean };
  readonly invitation: { readonly url: string; readonly endsAt: string };
}

let made = 0;
async function make(wish: object = {}): Promise<Made & { email: string; token: string }> {
  made += 1;
  const email = `made${made}@shop.example.com`;
  const body = { email, name: `Made ${made}`, roles: ['viewer'], ...wish };
  const answer = await admin.browser.call<Made>('POST', '/admin/people', body);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return { ...answer.body, email, token: tokenOf(answer.body.invitation.url) };
}

function tokenOf(url: string): string {
  return /^https:\/\/pay\.example\.com\/console\/invitation#([\w-]{43})$/.exec(url)?.[1] ?? `no token in ${url}`;
}

function accept(token: string, password = PASSWORD, browser: DeskVisitor = stage.browser()) {
  return browser.call<{ code: string; email: string }>('POST', `/admin/invitations/${token}`, { password });
}

describe('an invitation', () => {
  test('sets a password once', async () => {
    const { token, email, person } = await make();
    expect(person.hasPassword).toBe(false);
    expect((await accept(token, 'short')).body.code, 'a weak password does not use it up').toBe('weak_password');
    const accepted = await accept(token);
    expect([accepted.status, accepted.body.email]).toEqual([200, email]);
    expect(await stage.browser().signIn({ email, password: PASSWORD })).toBe('done');
    const again = await accept(token, 'another sentence of mine');
    expect([again.status, again.body.code]).toEqual([410, 'invitation_not_usable']);
    expect(await stage.browser().signIn({ email, password: PASSWORD }), 'the first password').toBe('done');
    const refusals = (await stage.trail()).filter(
      ({ subject, action }) => subject === person.id && action === 'invitation.refused',
    );
    expect(refusals.map(({ reason }) => reason)).toEqual(['used before']);
  });

  test('is used by one of several at once', async () => {
    const { token } = await make();
    const statuses = (await Promise.all([accept(token), accept(token), accept(token)])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 410, 410]);
  });

  test('ends after three days, and when a newer one is made', async () => {
    const [late, renewed] = [await make(), await make()];
    const newer = await admin.browser.call<{ url: string }>('POST', `/admin/people/${renewed.person.id}/invitations`);
    expect((await accept(renewed.token)).status, 'the older one').toBe(410);
    expect((await accept(tokenOf(newer.body.url))).status, 'the newer one').toBe(200);
    stage.clock.advance(3 * DAY_MS);
    expect((await accept(late.token)).status, 'after three days').toBe(410);
    const { browser, secret } = admin;
    await browser.signIn(admin.colleague);
    await browser.giveSecondFactor({ code: stage.code(secret ?? '') });
  });

  test.each(['x', 'A'.repeat(43), '%00', "' OR 1=1 --"])('is not: %s', async (token) => {
    const { status } = await accept(encodeURIComponent(token));
    expect([400, 410]).toContain(status);
  });

  test('cannot be used from another site’s page, nor by somebody who was disabled', async () => {
    const { token, person } = await make();
    const path = `/admin/invitations/${token}`;
    const headers = { origin: 'https://evil.example' };
    const foreign = await stage.browser().call('POST', path, { password: PASSWORD }, { headers });
    expect(foreign.body.code).toBe('cross_site_request');
    await admin.browser.call('PATCH', `/admin/people/${person.id}`, { disabled: true });
    expect((await accept(token)).body.code).toBe('invitation_not_usable');
    const again = await admin.browser.call('POST', `/admin/people/${person.id}/invitations`);
    expect(again.body.code).toBe('malformed_request');
  });

  test('for somebody who lost their second factor takes it away when it is used, and ends their sessions', async () => {
    const { browser, colleague } = await stage.signedIn('operator');
    const { body } = await admin.browser.call<{ url: string }>(
      'POST',
      `/admin/people/${colleague.shownId}/invitations`,
    );
    expect((await browser.call('GET', '/admin/session')).status, 'until then nothing changes').toBe(200);
    expect((await accept(tokenOf(body.url))).body.code, 'before anybody approved it').toBe(
      'invitation_waits_for_approval',
    );
    await approveAbout(stage.app, colleague.shownId);
    expect((await accept(tokenOf(body.url))).status).toBe(200);
    expect((await browser.call('GET', '/admin/session')).status, 'after it was used').toBe(401);
    expect(await stage.browser().signIn({ ...colleague, password: PASSWORD })).toBe('enrol_second_factor');
  });
});

describe('people', () => {
  test('are made, shown, listed page by page, and changed; the trail tells before and after', async () => {
    const { person, email } = await make({ roles: ['viewer'], refundLimitWon: 70_000 });
    const { body } = await admin.browser.call<Record<string, unknown>>('GET', `/admin/people/${person.id}`);
    expect(body).toMatchObject({ email, roles: ['viewer'], refundLimitWon: 70_000, hasSecondFactor: false });
    const path = `/admin/people/${person.id}`;
    await admin.browser.call('PATCH', path, { refundLimitWon: 50_000, name: 'Another name' });
    const asked = await admin.browser.call('PATCH', path, { noRefundLimit: true, roles: ['viewer', 'operator'] });
    expect([asked.status, asked.body], 'before anybody approved it').toMatchObject([
      202,
      { refundLimitWon: 50_000, roles: ['viewer'], waitsForChangeIds: [expect.stringMatching(/^chg_/)] },
    ]);
    await approveAbout(stage.app, person.id);
    const changed = await admin.browser.call('GET', path);
    expect(changed.body).toMatchObject({
      refundLimitWon: null,
      name: 'Another name',
      roles: ['viewer', 'operator'],
      waitsForChangeIds: [],
    });
    await admin.browser.call('PATCH', path, { roles: ['operator', 'viewer'] });
    const entries = (await stage.trail()).filter(({ subject }) => subject === person.id);
    expect(entries.map(({ action, before, after, person_name }) => [action, before, after, person_name])).toEqual([
      [
        'person.created',
        null,
        expect.objectContaining({ email, refundLimitWon: 70_000 }),
        expect.stringMatching(/^Colleague/),
      ],
      ['person.invited', null, { endsAt: expect.any(String) as string }, expect.any(String)],
      [
        'person.changed',
        { name: expect.any(String) as string, refundLimitWon: 70_000 },
        { name: 'Another name', refundLimitWon: 50_000 },
        expect.any(String),
      ],
      [
        'person.changed',
        { roles: ['viewer'], refundLimitWon: 50_000 },
        { roles: ['viewer', 'operator'], refundLimitWon: null },
        expect.any(String),
      ],
    ]);
    const listed: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? 'limit=3' : `limit=3&cursor=${cursor}`;
      const page: { body: { items: { id: string }[]; nextCursor: string | null } } = await admin.browser.call(
        'GET',
        `/admin/people?${query}`,
      );
      listed.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.nextCursor;
    }
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed).toContain(person.id);
  });

  test('have an e-mail of their own, in whatever capitals', async () => {
    const { email, person } = await make();
    const body = { email: email.toUpperCase(), name: 'Twin', roles: ['viewer'] };
    const answer = await admin.browser.call('POST', '/admin/people', body);
    expect([answer.status, answer.body.code, answer.body.resourceId]).toEqual([409, 'email_used', person.id]);
  });

  test.each([
    { email: 'admin@shop', name: 'x', roles: ['viewer'] },
    { email: 'no address', name: 'x', roles: ['viewer'] },
    { email: 'a@b.kr', name: '', roles: ['viewer'] },
    { email: 'a@b.kr', name: 'x', roles: [] },
    { email: 'a@b.kr', name: 'x', roles: ['root'] },
    { email: 'a@b.kr', name: 'x', roles: ['viewer', 'viewer'] },
    { email: 'a@b.kr', name: 'x', roles: ['viewer'], refundLimitWon: -1 },
    { email: 'a@b.kr', name: 'x', roles: ['viewer'], passwordHash: 'x' },
  ])('are not: %o', async (body) => {
    expect((await admin.browser.call('POST', '/admin/people', body)).body.code).toBe('malformed_request');
  });

  test.each([
    [{ refundLimitWon: 1, noRefundLimit: true }, 'malformed_request'],
    [{ noRefundLimit: false }, 'malformed_request'],
    [{ roles: [] }, 'malformed_request'],
    [{ email: 'other@shop.example.com' }, 'malformed_request'],
    [{ disabled: 'yes' }, 'malformed_request'],
  ])('are not changed by %o', async (body, code) => {
    const { person } = await make();
    expect((await admin.browser.call('PATCH', `/admin/people/${person.id}`, body)).body.code).toBe(code);
    expect((await admin.browser.call('PATCH', `/admin/people/person_${'0'.repeat(32)}`, {})).body.code).toBe(
      'not_found',
    );
  });
});

describe('the last administrator', () => {
  const others = () =>
    stage.dataSource.query(`UPDATE people SET disabled_at = now() WHERE 'administrator' = ANY(roles) AND id <> $1`, [
      admin.colleague.id,
    ]);

  test.each([{ roles: ['viewer'] }, { disabled: true }])(
    'is not made less by %o, not even by their own hand',
    async (change) => {
      await others();
      await make({ roles: ['administrator'] });
      const answer = await admin.browser.call('PATCH', `/admin/people/${admin.colleague.shownId}`, change);
      expect([answer.status, answer.body.code], 'only an invited one would be left').toEqual([
        409,
        'last_administrator',
      ]);
    },
  );

  test('stays when two take the role from each other at the same moment', async () => {
    await others();
    const second = await stage.signedIn('administrator');
    const take = (from: typeof admin, browser: DeskVisitor) =>
      browser.call('PATCH', `/admin/people/${from.colleague.shownId}`, { roles: ['viewer'] });
    const answers = await Promise.all([take(second, admin.browser), take(admin, second.browser)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    await stage.dataSource.query(`UPDATE people SET roles = '{administrator}' WHERE id = $1`, [admin.colleague.id]);
  });
});

describe('the people of simulator mode', () => {
  let other: DeskStage | undefined;
  afterEach(async () => {
    await other?.close();
    other = undefined;
  });

  test('exist there with a public password, also after they were changed', async () => {
    const own = await createTestDatabase();
    other = await DeskStage.open(own.url, 'simulator');
    expect(await other.browser().signIn(LOCAL_ADMINISTRATOR)).toBe('done');
    expect(await other.browser().signIn(LOCAL_APPROVER)).toBe('done');
    await other.dataSource.query(`UPDATE people SET roles = '{viewer}', disabled_at = now(), password_hash = NULL`);
    await other.close();
    other = await DeskStage.open(own.url, 'simulator');
    expect(await other.browser().signIn(LOCAL_ADMINISTRATOR)).toBe('done');
    await other.close();
    other = await DeskStage.open(own.url, 'test');
    const [{ count } = {}] = await other.dataSource.query<{ count?: string }[]>('SELECT count(*) FROM people');
    expect(count, 'people left when test mode boots').toBe('0');
    expect((await other.trail()).filter(({ action }) => action === 'person.removed')).toHaveLength(3);
    await other.close();
    other = undefined;
    await own.drop();
  });

  test.each(['test', 'production'] as const)(
    'are refused in %s mode even when the database gets them back',
    async (mode) => {
      const own = await createTestDatabase();
      other = await DeskStage.open(own.url, mode);
      for (const { id, email, name, roles } of LOCAL_ACCOUNTS) {
        await other.dataSource.query(
          'INSERT INTO people (id, email, name, roles, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, now())',
          [id, email, name, roles, LOCAL_PASSWORD_HASH],
        );
      }
      for (const { email } of LOCAL_ACCOUNTS) {
        const answer = await other.browser().call('POST', '/admin/sign-in', { email, password: LOCAL_PASSWORD });
        expect(answer.body.code, email).toBe('sign_in_refused');
      }
      const token = 'S'.repeat(43);
      await other.dataSource.query(
        `INSERT INTO sessions (id, person_id, token_hash, created_at, last_seen_at, ends_at, address, user_agent)
       VALUES (gen_random_uuid(), $1, encode(sha256(convert_to($2, 'utf8')), 'hex'), $3, $3, $4, '', '')`,
        [LOCAL_ACCOUNTS[0]?.id, token, other.clock.now(), new Date(other.clock.now().getTime() + DAY_MS)],
      );
      const headers = { cookie: `__Secure-gyeolje_session=${token}` };
      const smuggled = await other.browser().call('GET', '/admin/session', undefined, { headers });
      expect(smuggled.body.code, 'a smuggled session').toBe('not_signed_in');
      await other.close();
      other = undefined;
      await own.drop();
    },
  );
});

test('second factors take part in the rotation of seals: the old key can be thrown away', async () => {
  const own = await createTestDatabase();
  const before = await DeskStage.open(own.url);
  const { colleague, secret } = await before.signedIn('operator');
  await runDatabaseCommand(readCommand(['seal', 'rotate']) as DatabaseCommand, {
    dataSource: before.dataSource,
    platform: platformIn('production', { SEAL_KEYS: sealKeysText('second', 'first') }),
    people: PEOPLE,
    rights: RIGHTS,
    clock: before.clock,
    terminal: scriptedTerminal(),
  });
  await before.close();
  const after = await DeskStage.open(own.url, 'production', [], { SEAL_KEYS: sealKeysText('second') });
  after.nextCode();
  const browser = after.browser();
  expect(await browser.signIn(colleague)).toBe('second_factor');
  await browser.giveSecondFactor({ code: after.code(secret ?? '') });
  await after.close();
  await own.drop();
});

describe('npm run admin:create', () => {
  async function run(line: string, terminal: ScriptedTerminal): Promise<string[]> {
    const command = readCommand(line.split(' ')) as DatabaseCommand;
    await runDatabaseCommand(command, {
      dataSource: stage.app.get(DataSource),
      platform: platformIn('production'),
      people: PEOPLE,
      rights: RIGHTS,
      clock: stage.clock,
      terminal,
    });
    return terminal.lines;
  }

  test('takes an address of this machine, which signs in and is known whatever its capitals', async () => {
    const lines = await run('admin create --email Root@LocalHost --name Root', scriptedTerminal());
    expect((await accept(tokenOf(lines[0] ?? ''))).body.email).toBe('root@localhost');
    expect(await stage.browser().signIn({ email: 'root@localhost', password: PASSWORD })).toBe('enrol_second_factor');
    const body = { email: 'root@localhost', name: 'Twin', roles: ['viewer'] };
    expect((await admin.browser.call('POST', '/admin/people', body)).body.code).toBe('email_used');
  });

  test('makes nobody with an address whose password is public', async () => {
    for (const { email } of LOCAL_ACCOUNTS) {
      const made = run(`admin create --email ${email} --name x`, scriptedTerminal());
      await expect(made, email).rejects.toThrow('belongs to the people of simulator mode');
      const answer = await admin.browser.call('POST', '/admin/people', { email, name: 'x', roles: ['viewer'] });
      expect([answer.status, answer.body.code], email).toEqual([400, 'malformed_request']);
    }
    expect(await stage.dataSource.query(`SELECT email FROM people WHERE email LIKE '%@localhost'`)).toEqual([
      { email: 'root@localhost' },
    ]);
  });

  test('shows a link that works once, and makes an administrator', async () => {
    const [url = ''] = await run('admin create --email first@shop.example.com --name First', scriptedTerminal());
    expect((await accept(tokenOf(url))).status).toBe(200);
    const browser = stage.browser();
    expect(await browser.signIn({ email: 'first@shop.example.com', password: PASSWORD })).toBe('enrol_second_factor');
    await stage.enrol(browser);
    expect((await browser.call('GET', '/admin/people')).status).toBe(200);
  });

  test('asks for what is left out, reads a password, and says nothing of it', async () => {
    const answers = { 'E-mail': 'asked@shop.example.com', Name: 'Asked' };
    const lines = await run('admin create --password-stdin', scriptedTerminal(`${PASSWORD}\n`, answers));
    expect(lines.join('\n')).not.toContain(PASSWORD);
    expect(await stage.browser().signIn({ email: 'asked@shop.example.com', password: PASSWORD })).toBe(
      'enrol_second_factor',
    );
  });

  test('lets an administrator in again who was disabled or lost everything', async () => {
    const { colleague } = await stage.signedIn('viewer');
    await stage.dataSource.query('UPDATE people SET disabled_at = now() WHERE id = $1', [colleague.id]);
    const [url = ''] = await run(`admin create --email ${colleague.email} --name Again`, scriptedTerminal());
    expect((await accept(tokenOf(url))).status).toBe(200);
    const entries = await stage.trail(colleague);
    expect(entries.find(({ action }) => action === 'person.changed')).toMatchObject({
      person_name: 'the command line',
      after: { roles: ['viewer', 'administrator'], disabled: false },
    });
  });

  test('refuses a weak password before anybody is made, and to guess an e-mail', async () => {
    const email = 'weak@shop.example.com';
    await expect(
      run(`admin create --email ${email} --name Weak --password-stdin`, scriptedTerminal('password')),
    ).rejects.toThrow('too easy to guess');
    expect(await stage.dataSource.query('SELECT FROM people WHERE email = $1', [email])).toEqual([]);
    await expect(run('admin create --name x', scriptedTerminal('', null))).rejects.toThrow('--email is missing');
    await expect(run('admin create --name x', scriptedTerminal('', { 'E-mail': 'nonsense' }))).rejects.toThrow(
      'e-mail address',
    );
  });
});
