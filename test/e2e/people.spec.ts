// People at the refund desk, over HTTP, in simulator mode: as somebody does who has just started Gyeolje.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOf, DeskVisitor, LOCAL_ADMINISTRATOR } from '../support/desk-visitor.js';
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
