// Where the providers themselves answer, there is nothing to steer: the routes of the simulators are not there.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Desk } from '../proofs/harness/desk.js';
import type { DeskVisitor } from '../support/desk-visitor.js';
import { startHouse, type House } from '../support/house.js';

let house: House;
let admin: DeskVisitor;

beforeAll(async () => {
  house = await startHouse({
    environment: {
      GYEOLJE_MODE: 'test',
      // Addresses of nobody: nothing is asked of the providers here.
      PAYCO_API_URL: 'https://payco.invalid',
      PAYPLE_API_URL: 'https://payple.invalid',
      SEAL_KEYS: `desk:${createHash('sha256').update('desk').digest('base64')}`,
      RUN_JOBS: 'false',
    },
  });
  admin = await new Desk(house, house.merchant).signedIn('administrator');
});
afterAll(() => house.close());

test.each([
  ['GET', '/admin/simulators'],
  ['POST', '/admin/simulators/payco/faults'],
  ['DELETE', '/admin/simulators/payco/faults'],
  ['DELETE', '/admin/simulators/payple/faults/1'],
])('%s %s is not found', async (method, path) => {
  const body = method === 'POST' ? { endpoint: 'approval', fault: 'decline' } : undefined;
  const answer = await admin.call(method, path, body);
  expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
});

test('the session says how serious the server is, so that the console offers nothing that is not there', async () => {
  const { body } = await admin.call<{ mode: string }>('GET', '/admin/session');
  expect(body.mode).toBe('test');
});
