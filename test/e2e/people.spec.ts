// People at the refund desk, over HTTP, in simulator mode: as somebody does who has just started Gyeolje.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  codeOf,
  DeskVisitor,
  LOCAL_ADMINISTRATOR,
  LOCAL_APPROVER,
  SECOND_LOCAL_ADMINISTRATOR,
} from '../support/desk-visitor.js';
import { startHouse, type House } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

interface Session {
  readonly person: { readonly id: string; readonly roles: string[]; readonly hasSecondFactor: boolean };
  readonly next: string;
  readonly csrfToken: string;
}

test('the local administrator signs in, sets up a second factor, signs out, and needs it from then on', async () => {
  const visitor = new DeskVisitor(house.url);
  expect((await visitor.call('GET', '/admin/session')).body.code, 'before').toBe('not_signed_in');
  expect(await visitor.signIn(LOCAL_ADMINISTRATOR)).toBe('done');
  const { body } = await visitor.call<Session>('GET', '/admin/session');
  expect(body.person.roles).toEqual(['viewer', 'operator', 'approver', 'administrator']);

  const { body: begun } = await visitor.call<{ secret: string }>('POST', '/admin/second-factor/enrolments', {});
  const enrolled = await visitor.call<{ recoveryCodes: string[] }>('POST', '/admin/second-factor', {
    code: codeOf(begun.secret),
  });
  expect(enrolled.status, JSON.stringify(enrolled.body)).toBe(201);
  await visitor.learnToken();
  expect((await visitor.call('POST', '/admin/sign-out')).status).toBe(204);

  expect(await visitor.signIn(LOCAL_ADMINISTRATOR)).toBe('second_factor');
  expect((await visitor.call('GET', '/admin/sessions')).body.code).toBe('second_factor_needed');
  await visitor.giveSecondFactor({ recoveryCode: enrolled.body.recoveryCodes[0] ?? '' });
  expect((await visitor.call('GET', '/admin/sessions')).status).toBe(200);
});

test('a viewer who calls an administrator’s route directly is turned away, and the administrator reads of it', async () => {
  const [approver, reader] = [new DeskVisitor(house.url), new DeskVisitor(house.url)];
  await approver.signIn(LOCAL_APPROVER);
  const wish = { email: 'friend@shop.example.com', name: 'A friend', roles: ['administrator'] };
  const { status, body } = await approver.call('POST', '/admin/people', wish);
  expect([status, body.code]).toEqual([403, 'permission_missing']);
  await createAdministrator('reader@shop.example.com', 'three words and more');
  await reader.signIn({ email: 'reader@shop.example.com', password: 'three words and more' });
  const found = await reader.call<{ items: object[] }>('GET', '/admin/audit?action=access.refused&text=people:manage');
  expect(found.body.items).toEqual([
    expect.objectContaining({ personName: 'Local approver', after: { route: 'POST /admin/people' } }),
  ]);
});

test('a session outlives the server, and a stolen cookie does not outlive the next step of signing in', async () => {
  const visitor = new DeskVisitor(house.url);
  await visitor.signIn(LOCAL_APPROVER);
  await house.crashAndRestart();
  expect((await visitor.call('GET', '/admin/sessions')).status, 'after a crash').toBe(200);
  const thief = new DeskVisitor(house.url);
  for (const [name, value] of visitor.cookies) thief.cookies.set(name, value);
  await visitor.signIn(LOCAL_APPROVER);
  expect((await thief.call('GET', '/admin/session')).body.code).toBe('not_signed_in');
});

test('a page of another site cannot write in a session, even with its cookie', async () => {
  const visitor = new DeskVisitor(house.url);
  await visitor.signIn(LOCAL_APPROVER);
  for (const headers of [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { 'x-csrf-token': null },
  ]) {
    const { body } = await visitor.call('DELETE', '/admin/sessions', undefined, { headers });
    expect(body.code, JSON.stringify(headers)).toBe('cross_site_request');
  }
  const form = await fetch(`${house.url}/admin/sign-out`, {
    method: 'POST',
    headers: visitor.headersOf('POST'),
    body: new URLSearchParams({ a: 'b' }),
  });
  expect(form.status, 'a form').toBe(415);
  expect((await visitor.call('GET', '/admin/session')).status, 'nobody was signed out').toBe(200);
});

test('the command line lets one of the people of simulator mode in again', async () => {
  const second = { email: SECOND_LOCAL_ADMINISTRATOR.email, password: 'a sentence of the second one' };
  await createAdministrator(second.email, second.password);
  expect(await new DeskVisitor(house.url).signIn(second)).toBe('done');
});

/** As somebody at the server does, with the compiled program. */
async function createAdministrator(email: string, password: string): Promise<void> {
  const program = fileURLToPath(new URL('../../dist/src/cli.js', import.meta.url));
  const words = [program, 'admin', 'create', '--email', email, '--name', 'A reader', '--password-stdin'];
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdin.end(`${password}\n`);
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code, said).toBe(0);
  expect(said).toContain(email);
  expect(said).not.toContain(password);
}
