// Signing in to the refund desk in production: passwords, second factors, sessions, and everything that does not let one in.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Passwords } from '../../src/people/passwords.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { DeskStage } from '../support/desk-stage.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

let database: TestDatabase;
let stage: DeskStage;
beforeAll(async () => {
  database = await createTestDatabase();
  stage = await DeskStage.open(database.url);
});
afterAll(async () => {
  await stage.close();
  await database.drop();
});

interface ShownSession {
  readonly next: string;
  readonly csrfToken: string;
  readonly idleEndsAt: string;
  readonly endsAt: string;
  readonly person: { readonly id: string; readonly permissions: readonly string[]; readonly hasSecondFactor: boolean };
}

describe('signing in', () => {
  test('sets a cookie that no script reads and no other site sends, and shows who one is', async () => {
    const viewer = await stage.colleague('viewer');
    const browser = stage.browser();
    const { status, body, headers } = await browser.call<{ next: string }>(
      'POST',
      '/admin/sign-in',
      credentialsOf(viewer),
    );
    expect([status, body]).toEqual([200, { next: 'done' }]);
    const [session = '', device = ''] = headers.getSetCookie();
    expect(session).toMatch(/^__Secure-gyeolje_session=[\w-]{43}; Path=\/admin; HttpOnly; SameSite=Strict; Secure$/);
    expect(device).toMatch(
      /^__Secure-gyeolje_device=[\w-]{43}; Path=\/admin; HttpOnly; SameSite=Strict; Secure; Max-Age=/,
    );
    const shown = await browser.call<ShownSession>('GET', '/admin/session');
    expect(shown.body.person).toMatchObject({ id: viewer.shownId, permissions: ['desk:read'], hasSecondFactor: false });
    expect(shown.headers.get('cache-control')).toBe('no-store');
  });

  test('keeps only hashes: no token, password or code of a sign-in is in the database', async () => {
    const { browser, colleague, secret } = await stage.signedIn('operator');
    const tables = [
      'people',
      'sessions',
      'known_devices',
      'invitations',
      'recovery_codes',
      'sign_in_failures',
      'audit_entries',
    ];
    const texts = await Promise.all(tables.map((table) => stage.dataSource.query(`SELECT * FROM ${table}`)));
    const everything = JSON.stringify(texts);
    const secrets = [...browser.cookies.values(), browser.csrfToken ?? '', colleague.password, secret ?? ''];
    expect(secrets.filter((text) => text.length > 0 && everything.includes(text))).toEqual([]);
    expect(
      secrets.every((text) => text.length > 10),
      'there are secrets to look for',
    ).toBe(true);
  });

  test.each([
    ['wrong password', 'wrong password'],
    ['unknown e-mail', 'unknown e-mail'],
    ['disabled', 'may not sign in'],
    ['invited and never come', 'no password yet'],
  ])('refuses in the same words: %s', async (why, reason) => {
    const colleague = await stage.colleague('viewer');
    if (why === 'disabled')
      await stage.dataSource.query('UPDATE people SET disabled_at = now() WHERE id = $1', [colleague.id]);
    if (why === 'invited and never come') {
      await stage.dataSource.query('UPDATE people SET password_hash = NULL WHERE id = $1', [colleague.id]);
    }
    const { email } = why === 'unknown e-mail' ? { email: `nobody-${colleague.email}` } : colleague;
    const password = why === 'wrong password' ? 'not the password' : colleague.password;
    const { status, body, headers } = await stage.browser().call('POST', '/admin/sign-in', { email, password });
    expect(status).toBe(401);
    expect({ ...body, requestId: '' }).toEqual({
      type: '/docs/errors#sign_in_refused',
      title: 'The e-mail or the password is wrong, or this person may not sign in.',
      status: 401,
      code: 'sign_in_refused',
      whatToDo: 'Try again, or ask an administrator for a new invitation.',
      requestId: '',
    });
    expect(headers.getSetCookie(), 'no cookie for a stranger').toEqual([]);
    const entry = (await stage.trail()).at(-1);
    expect(entry, 'the trail says why').toMatchObject({ action: 'sign_in.refused', address: '192.0.2.1', reason });
    expect(JSON.stringify(entry), 'what was typed is kept nowhere').not.toContain(email);
  });

  test('takes an e-mail in capitals, and hashes a password anew that was hashed with less', async () => {
    const colleague = await stage.colleague('viewer');
    const { hash } = await import('@node-rs/argon2');
    const weak = await hash(colleague.password, { memoryCost: 1_024, timeCost: 1 });
    await stage.dataSource.query('UPDATE people SET password_hash = $2 WHERE id = $1', [colleague.id, weak]);
    expect(await stage.browser().signIn({ ...colleague, email: colleague.email.toUpperCase() })).toBe('done');
    const [row] = await stage.dataSource.query<{ password_hash: string }[]>(
      'SELECT password_hash FROM people WHERE id = $1',
      [colleague.id],
    );
    expect(row?.password_hash).toContain('$m=19456,t=2,p=1$');
    expect(await stage.browser().signIn(colleague), 'with the new hash').toBe('done');
  });

  test('ends the session that the browser had', async () => {
    const { browser, colleague } = await stage.signedIn('viewer');
    const before = new Map(browser.cookies);
    await browser.signIn(colleague);
    const thief = stage.browser();
    for (const [name, value] of before) thief.cookies.set(name, value);
    expect((await thief.call('GET', '/admin/session')).body.code).toBe('not_signed_in');
  });

  test('is refused from another site’s page, also without a session', async () => {
    const colleague = await stage.colleague('viewer');
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const answer = await stage.browser().call('POST', '/admin/sign-in', credentialsOf(colleague), { headers });
      expect([answer.status, answer.body.code], JSON.stringify(headers)).toEqual([403, 'cross_site_request']);
    }
  });
});

describe('the second factor', () => {
  test('must be set up by whoever may do more than read, before anything opens', async () => {
    const operator = await stage.colleague('operator');
    const browser = stage.browser();
    expect(await browser.signIn(operator)).toBe('enrol_second_factor');
    const before = browser.cookies.get('__Secure-gyeolje_session');
    expect((await browser.call('GET', '/admin/sessions')).body.code).toBe('second_factor_needed');
    const { secret, recoveryCodes } = await stage.enrol(browser);
    expect(browser.cookies.get('__Secure-gyeolje_session'), 'the session has a new token').not.toBe(before);
    expect((await browser.call('GET', '/admin/sessions')).status).toBe(200);
    expect(new Set(recoveryCodes).size).toBe(10);
    const [{ sealed_second_factor: sealed = '' } = {}] = await stage.dataSource.query<
      { sealed_second_factor?: string }[]
    >('SELECT sealed_second_factor FROM people WHERE id = $1', [operator.id]);
    expect(sealed).toMatch(/^v1\./);
    expect(sealed).not.toContain(secret);
  });

  test('takes a code once: not again, not an earlier one, and not by two at once', async () => {
    const { colleague, secret } = await stage.signedIn('operator');
    const give = async (code: string): Promise<string> => {
      const browser = stage.browser();
      await browser.signIn(colleague);
      const { status, body } = await browser.call('POST', '/admin/sign-in/second-factor', { code });
      return status === 200 ? 'done' : body.code;
    };
    expect(await give(stage.code(secret ?? '')), 'the code that set it up').toBe('wrong_code');
    const earlier = stage.code(secret ?? '');
    stage.nextCode();
    const code = stage.code(secret ?? '');
    const outcomes = await Promise.all([give(code), give(code), give(code)]);
    expect(outcomes.sort(), 'three browsers with one code').toEqual(['done', 'wrong_code', 'wrong_code']);
    expect(await give(earlier), 'the code before it').toBe('wrong_code');
    expect((await stage.trail(colleague)).map(({ reason }) => reason)).toContain('code used before');
  });

  test('takes a code of half a minute ago, and none of two minutes ago', async () => {
    const { colleague, secret } = await stage.signedIn('operator');
    stage.nextCode();
    stage.nextCode();
    const code = stage.code(secret ?? '');
    stage.nextCode();
    const browser = stage.browser();
    await browser.signIn(colleague);
    await browser.giveSecondFactor({ code });
    const old = stage.code(secret ?? '');
    stage.clock.advance(2 * MINUTE_MS);
    const late = stage.browser();
    await late.signIn(colleague);
    expect((await late.call('POST', '/admin/sign-in/second-factor', { code: old })).body.code).toBe('wrong_code');
  });

  test('can be given by a recovery code, once each, however it is typed', async () => {
    const colleague = await stage.colleague('operator');
    const first = stage.browser();
    await first.signIn(colleague);
    const { recoveryCodes } = await stage.enrol(first);
    const [code = ''] = recoveryCodes;
    const second = stage.browser();
    await second.signIn(colleague);
    await second.giveSecondFactor({ recoveryCode: ` ${code.toUpperCase().replaceAll('-', ' ')} ` });
    const third = stage.browser();
    await third.signIn(colleague);
    const again = await third.call('POST', '/admin/sign-in/second-factor', { recoveryCode: code });
    expect(again.body.code).toBe('wrong_code');
    const other = await stage.colleague('operator');
    const stranger = stage.browser();
    await stranger.signIn(other);
    await stage.enrol(stranger);
    const elsewhere = stage.browser();
    await elsewhere.signIn(other);
    const stolen = { recoveryCode: recoveryCodes[1] };
    expect((await elsewhere.call('POST', '/admin/sign-in/second-factor', stolen)).body.code, 'of somebody else').toBe(
      'wrong_code',
    );
  });

  test.each([{}, { code: '123456', recoveryCode: 'x' }, { code: '12345' }, { code: 123456 }, { code: '１２３４５６' }])(
    'refuses %o as no factor at all',
    async (given) => {
      const { colleague } = await stage.signedIn('operator');
      const browser = stage.browser();
      await browser.signIn(colleague);
      expect((await browser.call('POST', '/admin/sign-in/second-factor', given)).body.code).toBe('malformed_request');
    },
  );

  test('slows guessing, and does not slow the owner on a device that is known', async () => {
    const { colleague, browser: owners, secret } = await stage.signedIn('operator');
    const thief = stage.browser('198.51.100.9');
    await thief.signIn(colleague);
    const codes: string[] = [];
    for (let guess = 0; guess < 7; guess += 1) {
      const { body } = await thief.call('POST', '/admin/sign-in/second-factor', { code: `00000${guess}` });
      codes.push(body.code);
    }
    expect(codes).toEqual([...Array<string>(6).fill('wrong_code'), 'too_many_requests']);
    stage.nextCode();
    await owners.signIn(colleague);
    await owners.giveSecondFactor({ code: stage.code(secret ?? '') });
  });

  test('is replaced only with a code of the one that stands, and ends other sessions', async () => {
    const { colleague, browser, secret } = await stage.signedIn('operator');
    stage.nextCode();
    const other = stage.browser();
    await other.signIn(colleague);
    await other.giveSecondFactor({ code: stage.code(secret ?? '') });
    const without = await browser.call('POST', '/admin/second-factor/enrolments', {});
    expect(without.body.code).toBe('malformed_request');
    const wrong = await browser.call('POST', '/admin/second-factor/enrolments', { currentCode: '000000' });
    expect(wrong.body.code).toBe('wrong_code');
    stage.nextCode();
    const begun = await browser.call<{ secret: string }>('POST', '/admin/second-factor/enrolments', {
      currentCode: stage.code(secret ?? ''),
    });
    expect(begun.status).toBe(201);
    const done = await browser.call('POST', '/admin/second-factor', { code: stage.code(begun.body.secret) });
    expect(done.status).toBe(201);
    expect((await other.call('GET', '/admin/session')).body.code, 'the other session').toBe('not_signed_in');
    await browser.learnToken();
    stage.nextCode();
    const renewed = await browser.call('POST', '/admin/recovery-codes', { code: stage.code(secret ?? '') });
    expect(renewed.body.code, 'a code of the old app').toBe('wrong_code');
  });

  test('cannot be replaced by whoever owes it', async () => {
    const { colleague } = await stage.signedIn('operator');
    const thief = stage.browser();
    await thief.signIn(colleague);
    for (const [path, body] of [
      ['/admin/second-factor/enrolments', {}],
      ['/admin/second-factor', { code: '123456' }],
      ['/admin/recovery-codes', { code: '123456' }],
      ['/admin/password', { currentPassword: colleague.password, newPassword: 'another good sentence' }],
    ] as const) {
      expect((await thief.call('POST', path, body)).body.code, path).toBe('second_factor_needed');
    }
  });

  test('is owed by sessions that were opened before it was set up, or before it was needed', async () => {
    const { colleague, browser } = await stage.signedIn('viewer');
    await stage.dataSource.query(`UPDATE people SET roles = '{operator}' WHERE id = $1`, [colleague.id]);
    expect((await browser.call('GET', '/admin/sessions')).body.code, 'an operator from now on').toBe(
      'second_factor_needed',
    );
    expect((await browser.call<ShownSession>('GET', '/admin/session')).body.next).toBe('enrol_second_factor');
    await stage.enrol(browser);
    expect((await browser.call('GET', '/admin/sessions')).status).toBe(200);
  });
});

describe('a session', () => {
  test('ends when nothing is done, goes on while something is, and ends in any case after its lifetime', async () => {
    const { browser, colleague } = await stage.signedIn('viewer');
    const started = stage.clock.now().getTime();
    stage.clock.advance(30 * MINUTE_MS - 1);
    const alive = await browser.call<ShownSession>('GET', '/admin/session');
    expect(alive.status, 'a millisecond before the half hour').toBe(200);
    expect(Date.parse(alive.body.endsAt) - started).toBe(12 * HOUR_MS);
    stage.clock.advance(30 * MINUTE_MS);
    expect((await browser.call('GET', '/admin/session')).status, 'half an hour after nothing').toBe(401);
    await browser.signIn(colleague);
    for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
      stage.clock.advance(20 * MINUTE_MS);
      expect((await browser.call('GET', '/admin/session')).status, `after ${minutes + 20} minutes`).toBe(200);
    }
    stage.clock.advance(20 * MINUTE_MS);
    expect((await browser.call('GET', '/admin/session')).body.code, 'after twelve hours of work').toBe('not_signed_in');
  });

  test('costs one question to the database with each request, and a note once a minute', async () => {
    const { browser } = await stage.signedIn('viewer');
    const questions = async (): Promise<number> => {
      const queries = vi.spyOn(pg.Client.prototype, 'query');
      await browser.call('DELETE', '/admin/sessions/ses_1');
      const count = queries.mock.calls.length;
      queries.mockRestore();
      return count;
    };
    expect(await questions(), 'at once').toBe(1);
    stage.clock.advance(MINUTE_MS);
    expect(await questions(), 'a minute later').toBe(2);
    expect(await questions(), 'and again').toBe(1);
  });

  test('is not kept alive by a page that refreshes itself', async () => {
    const { browser } = await stage.signedIn('viewer');
    const refresh = () =>
      browser.call('GET', '/admin/session', undefined, { headers: { 'x-background-refresh': '1' } });
    for (const status of [200, 200, 401]) {
      stage.clock.advance(10 * MINUTE_MS);
      expect((await refresh()).status).toBe(status);
    }
  });

  test('is shown to its owner, ended alone, and ended with all others', async () => {
    const colleague = await stage.colleague('viewer');
    const [laptop, phone, tablet] = [
      stage.browser('192.0.2.10'),
      stage.browser('192.0.2.11'),
      stage.browser('192.0.2.12'),
    ];
    for (const browser of [laptop, phone, tablet]) {
      await browser.signIn(colleague);
      stage.clock.advance(1_000);
    }
    interface Listed {
      readonly items: readonly { readonly id: string; readonly address: string; readonly isThisOne: boolean }[];
    }
    const { body } = await laptop.call<Listed>('GET', '/admin/sessions');
    expect(body.items.map(({ address, isThisOne }) => [address, isThisOne])).toEqual([
      ['192.0.2.12', false],
      ['192.0.2.11', false],
      ['192.0.2.10', true],
    ]);
    const stranger = await stage.signedIn('viewer');
    const phonesId = body.items[1]?.id ?? '';
    expect((await stranger.browser.call('DELETE', `/admin/sessions/${phonesId}`)).status, 'by a stranger').toBe(204);
    expect((await phone.call('GET', '/admin/session')).status, 'the phone after that').toBe(200);
    expect((await laptop.call('DELETE', `/admin/sessions/${phonesId}`)).status).toBe(204);
    expect((await phone.call('GET', '/admin/session')).status, 'the phone').toBe(401);
    expect((await laptop.call('DELETE', '/admin/sessions/ses_1')).body.code).toBe('not_found');
    expect((await laptop.call('DELETE', '/admin/sessions')).status).toBe(204);
    expect(laptop.cookies.has('__Secure-gyeolje_session'), 'the cookie is taken back').toBe(false);
    expect((await tablet.call('GET', '/admin/session')).status, 'the tablet').toBe(401);
  });

  test('takes writes only with its own token, from our own page', async () => {
    const { browser, colleague } = await stage.signedIn('viewer');
    const other = await stage.signedIn('viewer');
    const refused: Record<string, string | null>[] = [
      { 'x-csrf-token': null },
      { 'x-csrf-token': '' },
      { 'x-csrf-token': other.browser.csrfToken },
      { 'x-csrf-token': browser.cookies.get('__Secure-gyeolje_session') ?? '' },
      { 'x-csrf-token': `${browser.csrfToken ?? ''}x` },
      { origin: 'https://evil.example' },
      { origin: 'http://pay.example.com' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of refused) {
      const { status, body } = await browser.call('POST', '/admin/sign-out', undefined, { headers });
      expect([status, body.code], JSON.stringify(Object.keys(headers))).toEqual([403, 'cross_site_request']);
    }
    expect((await stage.trail(colleague)).filter(({ action }) => action === 'access.refused')).toHaveLength(
      refused.length,
    );
    expect((await browser.call('POST', '/admin/sign-out')).status, 'with its own').toBe(204);
  });

  test.each([
    ['no cookie', ''],
    ['a token that was never made', `__Secure-gyeolje_session=${'A'.repeat(43)}`],
    ['a text that is no token', `__Secure-gyeolje_session=' OR 1=1 --`],
    ['the hash of a token', `__Secure-gyeolje_session=${'a'.repeat(64)}`],
    [
      'two cookies of one name',
      `__Secure-gyeolje_session=${'A'.repeat(43)}; __Secure-gyeolje_session=${'B'.repeat(43)}`,
    ],
    ['a cookie without its prefix', `gyeolje_session=${'A'.repeat(43)}`],
  ])('is not: %s', async (_what, cookie) => {
    const { status, body, headers } = await stage
      .browser()
      .call('GET', '/admin/session', undefined, { headers: { cookie } });
    expect([status, body.code]).toEqual([401, 'not_signed_in']);
    expect(headers.get('www-authenticate')).toBe('Session realm="gyeolje"');
  });

  test('ends at once when its person is disabled, and loses what a role gave when the role goes', async () => {
    const admin = await stage.signedIn('administrator');
    const { browser, colleague } = await stage.signedIn('administrator', 'viewer');
    expect((await browser.call('GET', '/admin/people')).status, 'as an administrator').toBe(200);
    const change = (body: unknown) => admin.browser.call('PATCH', `/admin/people/${colleague.shownId}`, body);
    expect((await change({ roles: ['viewer'] })).status).toBe(200);
    expect((await browser.call('GET', '/admin/people')).body.code, 'as a viewer').toBe('permission_missing');
    expect((await change({ disabled: true })).status).toBe(200);
    expect((await browser.call('GET', '/admin/session')).body.code, 'disabled').toBe('not_signed_in');
    expect((await change({ disabled: false })).status).toBe(200);
    expect((await browser.call('GET', '/admin/session')).body.code, 'the old session').toBe('not_signed_in');
  });
});

describe('guessing passwords', () => {
  const guess = (browser: ReturnType<DeskStage['browser']>, email: string) =>
    browser.call('POST', '/admin/sign-in', { email, password: 'a wrong password' });

  test.each(['somebody’s account', 'an account that does not exist'])(
    'is slowed at %s, from wherever',
    async (whose) => {
      const colleague = await stage.colleague('viewer');
      const email = whose.startsWith('somebody') ? colleague.email : `nobody-${colleague.email}`;
      const answers: [number, number | undefined][] = [];
      for (let count = 0; count < 7; count += 1) {
        const { status, body } = await guess(stage.browser(`198.51.100.${count}`), email);
        answers.push([status, body.retryAfterSeconds]);
      }
      expect(answers).toEqual([...Array<[number, undefined]>(6).fill([401, undefined]), [429, 1]]);
      stage.clock.advance(1_000);
      expect((await guess(stage.browser(), email)).status, 'after the wait').toBe(401);
      expect((await guess(stage.browser(), email)).body.retryAfterSeconds, 'the next wait').toBe(2);
    },
  );

  test('a hundred guesses at the same moment are not one guess', async () => {
    const { email } = await stage.colleague('viewer');
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => guess(stage.browser(`203.0.113.${index}`), email)),
    );
    expect(answers.filter(({ status }) => status === 401).length, 'guesses that were looked at').toBeLessThanOrEqual(6);
  });

  test('colleagues in one office, whose servers’ clocks differ, sign in at the same moment', async () => {
    const office = await Promise.all(Array.from({ length: 12 }, () => stage.colleague('viewer')));
    await stage.dataSource.query('DELETE FROM sign_in_failures');
    const steps = office.map(async (colleague, index) => {
      const browser = stage.browser('203.0.113.99');
      stage.clock.advance(index % 2 === 0 ? 50 : -50);
      return browser.signIn(colleague);
    });
    expect(new Set(await Promise.all(steps))).toEqual(new Set(['done']));
  });

  test('does not lock out the owner on a known device, whose own mistakes count apart', async () => {
    const { browser, colleague } = await stage.signedIn('viewer');
    for (let count = 0; count < 10; count += 1) await guess(stage.browser(`198.51.100.${count}`), colleague.email);
    const stranger = await stage.browser().call('POST', '/admin/sign-in', credentialsOf(colleague));
    expect(stranger.status, 'the right password from a new device').toBe(429);
    expect(await browser.signIn(colleague), 'the right password from the known one').toBe('done');
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1) statuses.push((await guess(browser, colleague.email)).status);
    expect(statuses, 'a thief with the owner’s device').toEqual([...Array<number>(11).fill(401), 429]);
  });

  test('a device is known for its own person only, and for nobody after signing out everywhere', async () => {
    const { browser } = await stage.signedIn('viewer');
    const victim = await stage.colleague('viewer');
    for (let count = 0; count < 6; count += 1) await guess(browser, victim.email);
    expect((await guess(browser, victim.email)).status, 'with a device that is known for somebody else').toBe(429);
    const { browser: own, colleague } = await stage.signedIn('viewer');
    await own.call('DELETE', '/admin/sessions');
    for (let count = 0; count < 6; count += 1) await guess(own, colleague.email);
    expect((await guess(own, colleague.email)).status, 'with a device that was forgotten').toBe(429);
  });

  test('slows an address that tries many accounts, although it may sign in to its own now and then', async () => {
    const own = await stage.colleague('viewer');
    const address = '203.0.113.200';
    let refused = 0;
    for (let count = 0; count < 34; count += 1) {
      const { status } = await guess(stage.browser(address), `victim${count}@shop.example.com`);
      if (status === 429) refused += 1;
      if (count === 10) await stage.browser(address).signIn(own);
    }
    expect(refused).toBeGreaterThan(0);
  });

  // How long that takes, passwords.spec.ts says by what it does: a machine may be busy.
  test('verifies a password once for an unknown e-mail, as for a wrong password', async () => {
    const { email } = await stage.colleague('viewer');
    const verify = vi.spyOn(stage.app.get(Passwords), 'verify');
    for (const [tried, hash] of [
      [email, expect.stringContaining('$argon2id$')],
      ['never-seen@shop.example.com', null],
    ] as const) {
      verify.mockClear();
      expect((await guess(stage.browser('192.0.2.77'), tried)).status).toBe(401);
      expect(verify.mock.calls, tried).toEqual([[hash, 'a wrong password']]);
    }
    verify.mockRestore();
  });
});

describe('one’s own password', () => {
  test('is changed with the current one, ends other sessions, and must not be easy to guess', async () => {
    const { browser, colleague } = await stage.signedIn('viewer');
    const other = stage.browser();
    await other.signIn(colleague);
    const change = (currentPassword: string, newPassword: string) =>
      browser.call('POST', '/admin/password', { currentPassword, newPassword });
    expect((await change('not the password', 'a good new sentence')).body.code).toBe('wrong_password');
    expect((await change(colleague.password, 'short')).body.code).toBe('weak_password');
    expect((await change(colleague.password, 'gyeolje-local')).body.code).toBe('weak_password');
    expect((await change(colleague.password, 'a good new sentence')).status).toBe(204);
    expect((await browser.call('GET', '/admin/session')).status, 'this session').toBe(200);
    expect((await other.call('GET', '/admin/session')).status, 'the other one').toBe(401);
    expect(await stage.browser().signIn({ ...colleague, password: 'a good new sentence' })).toBe('done');
    const actions = (await stage.trail(colleague)).map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['password.refused', 'password.changed']));
  });
});

function credentialsOf({ email, password }: { email: string; password: string }) {
  return { email, password };
}
