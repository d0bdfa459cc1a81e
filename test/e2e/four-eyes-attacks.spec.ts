// Everybody who wants to be two people: each road by which one person alone could move money, or give themselves the right to,
// tried as an attacker would who is an administrator, an operator or has a key. Must never use a helper that approves.
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CarryingOutService } from '../../src/admin/refunds/carrying-out.service.js';
import { RefundRequestBook } from '../../src/admin/refunds/refund-request-book.js';
import { ApiKeysService } from '../../src/access/api-keys.service.js';
import type { Caller } from '../../src/access/require-scope.js';
import { readId, showId } from '../../src/common/ids.js';
import { Problem } from '../../src/common/problems.js';
import { COMMAND_LINE } from '../../src/rights/asker.js';
import { PeopleService } from '../../src/people/people.service.js';
import { ChangesService } from '../../src/rights/changes.service.js';
import { KeyLimits } from '../../src/rights/key-limits.js';
import { alterStored } from '../support/alter-stored.js';
import { CALLS_OPERATORS_SOON, Doubts } from '../support/desk-doubts.js';
import { DeskVisitor } from '../support/desk-visitor.js';
import { startHouse } from '../support/house.js';
import { Merchant, type ShownOrder } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { RefundStage, type ShownRequest, type Worker } from '../support/refund-stage.js';
import { waitFor } from '../support/wait-for.js';

const PASSWORD = 'a sentence of the attacker';
const LARGE = { title: 'a car', amountWon: 3_000_000, taxFreeWon: 0 } as const;

interface Change {
  readonly id: string;
  readonly status: string;
  readonly code?: string;
}
interface Made {
  readonly person: { readonly id: string; readonly roles: string[] };
  readonly invitation: { readonly url: string; readonly waitsForChangeId: string | null };
}
interface Link {
  readonly url: string;
  readonly waitsForChangeId: string | null;
}
interface Key {
  readonly id: string;
  readonly key: string;
  readonly waitsForChangeId: string | null;
}

let stage: RefundStage;
/** The attacker: an administrator who may do nothing else, and a colleague who is one, too, and asleep. */
let mallory: Worker;
let alice: Worker;
beforeAll(async () => {
  stage = await RefundStage.open({ environment: { ...CALLS_OPERATORS_SOON, SWEEP_EVERY_MS: '500' } });
  mallory = await stage.worker(['administrator']);
  alice = await stage.worker(['administrator']);
});
afterAll(() => stage.close());

let made = 0;
function somebody(roles: readonly string[], more: object = {}) {
  made += 1;
  return { email: `puppet${made}@shop.example.com`, name: `Puppet ${made}`, roles, ...more };
}

async function create(by: Worker, roles: readonly string[], more: object = {}): Promise<Made> {
  const { status, body } = await by.desk.call<Made>('POST', '/admin/people', somebody(roles, more));
  expect(status, JSON.stringify(body)).toBe(201);
  return body;
}

async function useLink(url: string): Promise<{ status: number; code: string }> {
  const visitor = new DeskVisitor(stage.house.url);
  const token = url.split('#')[1] ?? '';
  const { status, body } = await visitor.call('POST', `/admin/invitations/${token}`, { password: PASSWORD });
  return { status, code: body.code };
}

async function signIn(email: string, password = PASSWORD): Promise<DeskVisitor> {
  const visitor = new DeskVisitor(stage.house.url);
  await visitor.signIn({ email, password });
  return visitor;
}

const approve = (by: DeskVisitor, id: string) => by.call<Change>('POST', `/admin/changes/${id}/approvals`);
const query = <T>(statement: string, values: unknown[] = []) =>
  stage.house.app.get(DataSource, { strict: false }).query<T[]>(statement, values);

/** Makes all links of this house as old as anything that everybody trusts. */
const letTimePass = () =>
  query(
    `UPDATE invitations SET created_at = created_at - interval '73 hours', used_at = used_at - interval '73 hours',
       released_at = released_at - interval '73 hours'`,
  );

async function rolesOf(person: { readonly id: string }): Promise<string[]> {
  return (await alice.desk.call<{ roles: string[] }>('GET', `/admin/people/${person.id}`)).body.roles;
}

describe('an administrator alone', () => {
  test('gives themselves neither a role nor a limit, nor less of either', async () => {
    const path = `/admin/people/${mallory.id}`;
    for (const body of [
      { roles: ['administrator', 'operator', 'approver'] },
      { roles: ['administrator', 'viewer'] },
      { refundLimitWon: 1 },
    ]) {
      const answer = await mallory.desk.call('PATCH', path, body);
      expect([answer.status, answer.body.code], JSON.stringify(body)).toEqual([403, 'own_rights']);
    }
    expect(await rolesOf(mallory)).toEqual(['administrator']);
  });

  test('makes nobody with a powerful role: neither role nor link works before somebody else approved it', async () => {
    for (const roles of [['approver'], ['operator'], ['viewer', 'administrator']]) {
      const { person, invitation } = await create(mallory, roles);
      expect(invitation.waitsForChangeId, roles.join()).toMatch(/^chg_/);
      expect(
        person.roles.filter((role) => role !== 'viewer'),
        'roles before the approval',
      ).toEqual([]);
      expect(await useLink(invitation.url)).toEqual({ status: 409, code: 'invitation_waits_for_approval' });
      const own = await approve(mallory.desk, invitation.waitsForChangeId ?? '');
      expect([own.status, own.body.code], 'approved by themselves').toEqual([403, 'wrong_person']);
    }
  });

  test('grants an existing puppet no role, and raises no limit', async () => {
    const { person } = await create(mallory, ['viewer'], { refundLimitWon: 10 });
    for (const body of [{ roles: ['operator'] }, { refundLimitWon: 11 }, { noRefundLimit: true }]) {
      const answer = await mallory.desk.call<{ waitsForChangeIds: string[] }>(
        'PATCH',
        `/admin/people/${person.id}`,
        body,
      );
      expect(answer.status, JSON.stringify(body)).toBe(202);
      const [change = ''] = answer.body.waitsForChangeIds;
      expect((await approve(mallory.desk, change)).body.code).toBe('wrong_person');
      expect((await mallory.desk.call('POST', `/admin/changes/${change}/withdrawals`)).status).toBe(200);
    }
    const lower = await mallory.desk.call('PATCH', `/admin/people/${person.id}`, { refundLimitWon: 9 });
    expect(lower.status, 'lowering needs nobody').toBe(200);
    expect(await rolesOf(person)).toEqual(['viewer']);
  });

  test('does not let an approver in again who was disabled', async () => {
    const approver = await stage.approver();
    const path = `/admin/people/${approver.id}`;
    expect((await mallory.desk.call('PATCH', path, { disabled: true })).status, 'disabling needs nobody').toBe(200);
    expect((await mallory.desk.call('PATCH', path, { disabled: false })).status).toBe(202);
    expect((await mallory.desk.call('PATCH', path, { disabled: false, name: 'x' })).body.code).toBe('change_waits');
    await expect(signIn(approver.email, 'one sentence for the refund desk')).rejects.toThrow('401');
  });

  test('takes no approver over by a new link', async () => {
    const approver = await stage.approver();
    const { body } = await mallory.desk.call<Link>('POST', `/admin/people/${approver.id}/invitations`);
    expect(await useLink(body.url)).toEqual({ status: 409, code: 'invitation_waits_for_approval' });
    expect((await approver.desk.call('GET', '/admin/session')).status, 'the owner is signed in still').toBe(200);
    const again = await mallory.desk.call('POST', `/admin/people/${approver.id}/invitations`);
    expect([again.status, again.body.code], 'one at a time').toEqual([409, 'change_waits']);
    const no = await alice.desk.call('POST', `/admin/changes/${body.waitsForChangeId ?? ''}/rejections`, {
      reason: 'no',
    });
    expect(no.status, JSON.stringify(no.body)).toBe(200);
    expect((await useLink(body.url)).code, 'a rejected link').toBe('invitation_not_usable');
  });

  async function linkFor(person: { readonly id: string }): Promise<Link> {
    const { status, body } = await mallory.desk.call<Link>('POST', `/admin/people/${person.id}/invitations`);
    expect(status, JSON.stringify(body)).toBe(201);
    return body;
  }
  async function promote(person: { readonly id: string }, change: object): Promise<string> {
    const asked = await mallory.desk.call<{ waitsForChangeIds: string[] }>(
      'PATCH',
      `/admin/people/${person.id}`,
      change,
    );
    expect(asked.status, JSON.stringify(asked.body)).toBe(202);
    return asked.body.waitsForChangeIds[0] ?? '';
  }
  const PROMOTION = { roles: ['viewer', 'approver'] };

  test('takes no approver over by a link that was made when they were not one', async () => {
    const vera = await stage.worker(['viewer']);
    const link = await linkFor(vera);
    expect(link.waitsForChangeId, 'of somebody without power').toBeNull();
    expect((await approve(alice.desk, await promote(vera, PROMOTION))).status).toBe(200);
    expect(await useLink(link.url)).toEqual({ status: 410, code: 'invitation_not_usable' });
    expect((await vera.desk.call('GET', '/admin/session')).status, 'the owner is signed in still').toBe(200);
  });

  test('takes nobody over by a link that was made while the role waited', async () => {
    const vera = await stage.worker(['viewer']);
    const promotion = await promote(vera, PROMOTION);
    const link = await linkFor(vera);
    expect(link.waitsForChangeId, 'a role that waits counts as there').toMatch(/^chg_/);
    expect((await approve(alice.desk, promotion)).status).toBe(200);
    expect(await useLink(link.url)).toEqual({ status: 409, code: 'invitation_waits_for_approval' });
    expect((await approve(alice.desk, link.waitsForChangeId ?? '')).status, 'its own approval').toBe(200);
    expect((await useLink(link.url)).status).toBe(200);
  });

  test('takes nobody over by a link that was there before a limit was raised or they were let in again', async () => {
    const [rich, back] = [await create(mallory, ['viewer'], { refundLimitWon: 10 }), await create(mallory, ['viewer'])];
    expect((await approve(alice.desk, await promote(rich.person, { refundLimitWon: 11 }))).status).toBe(200);
    for (const disabled of [true, false]) {
      const path = `/admin/people/${back.person.id}`;
      expect((await mallory.desk.call('PATCH', path, { disabled })).status, 'a viewer needs nobody').toBe(200);
    }
    for (const { invitation } of [rich, back]) {
      expect(await useLink(invitation.url)).toEqual({ status: 410, code: 'invitation_not_usable' });
    }
  });

  test('takes nobody over by such a link of a house that did not end it', async () => {
    const vera = await stage.worker(['viewer']);
    const link = await linkFor(vera);
    await query(`UPDATE people SET roles = '{viewer,approver}' WHERE id = $1`, [vera.uuid]);
    expect(await useLink(link.url)).toEqual({ status: 410, code: 'invitation_not_usable' });
  });

  test('takes over neither the one nor the other when a link is used while the role is approved', async () => {
    for (let times = 0; times < 3; times += 1) {
      const { person, invitation } = await create(mallory, ['viewer']);
      const promotion = await promote(person, PROMOTION);
      const [used, approved] = await Promise.all([useLink(invitation.url), approve(alice.desk, promotion)]);
      expect(approved.status, JSON.stringify(approved.body)).toBe(200);
      expect([200, 410], 'before it, or not at all').toContain(used.status);
    }
  });

  test('makes no key that moves money or administers, at the desk or by a key', async () => {
    for (const scopes of [['cancellations:write'], ['decisions:write'], ['billing:write'], ['admin:*']]) {
      const atDesk = await mallory.desk.call<Key>('POST', '/admin/api-keys', { name: 'mine', scopes });
      const byKey = await stage.house.merchant.call<Key>('POST', '/v1/api-keys', { name: 'mine', scopes });
      for (const { body } of [atDesk, byKey]) {
        const answer = await new Merchant(stage.house.url, body.key).call<{ code: string; resourceId: string }>(
          'GET',
          '/v1/orders',
        );
        expect([answer.status, answer.body.code], scopes.join()).toEqual([401, 'api_key_waits_for_approval']);
        expect(answer.body.resourceId).toBe(body.waitsForChangeId);
      }
      expect((await approve(mallory.desk, atDesk.body.waitsForChangeId ?? '')).body.code).toBe('wrong_person');
    }
    const harmless = await mallory.desk.call<Key>('POST', '/admin/api-keys', {
      name: 'shop',
      scopes: ['orders:write'],
    });
    expect(harmless.body.waitsForChangeId).toBeNull();
    expect((await new Merchant(stage.house.url, harmless.body.key).call('GET', '/v1/events')).status).toBe(403);
  });

  test('charges no stored card with a key that may only take orders', async () => {
    const { house } = stage;
    const wish = {
      provider: 'payple',
      channel: 'pc',
      customerReference: 'c',
      buyer: { name: 'Kim', phone: '010-1234-5678' },
    };
    const card = await house.merchant.registerCard(wish);
    await deliver(await house.payple.finish(card, 'pay'));
    const { body } = await mallory.desk.call<Key>('POST', '/admin/api-keys', {
      name: 'shop',
      scopes: ['orders:write'],
    });
    const order = await house.merchant.order();
    const charge = { provider: 'payple', channel: 'pc', billingKeyId: card.id };
    const answer = await new Merchant(house.url, body.key).call<{ code: string }>(
      'POST',
      `/v1/orders/${order.id}/payments`,
      charge,
    );
    expect([answer.status, answer.body.code]).toEqual([403, 'scope_missing']);
  });

  test('cannot be the second person of a key of their own', async () => {
    const asked = await mallory.desk.call<Key>('POST', '/admin/api-keys', { name: 'admin', scopes: ['admin:*'] });
    expect((await approve(alice.desk, asked.body.waitsForChangeId ?? '')).status).toBe(200);
    const key = new Merchant(stage.house.url, asked.body.key);
    const wish = { name: 'refunds', scopes: ['cancellations:write'] };
    const second = await key.call<Key>('POST', '/v1/api-keys', wish);
    const own = await approve(mallory.desk, second.body.waitsForChangeId ?? '');
    expect([own.status, own.body.code], 'a change that their key asks for').toEqual([403, 'wrong_person']);
    // A key that their key made is theirs as well.
    const third = await key.call<Key>('POST', '/v1/api-keys', { name: 'admin too', scopes: ['admin:*'] });
    expect((await approve(alice.desk, third.body.waitsForChangeId ?? '')).status).toBe(200);
    const fourth = await new Merchant(stage.house.url, third.body.key).call<Key>('POST', '/v1/api-keys', wish);
    expect((await approve(mallory.desk, fourth.body.waitsForChangeId ?? '')).body.code).toBe('wrong_person');
    // A key that is revoked asks for nothing any more.
    await mallory.desk.call('POST', `/admin/api-keys/${third.body.id}/revocations`, {});
    expect((await approve(alice.desk, fourth.body.waitsForChangeId ?? '')).body.code).toBe('asker_lost_right');
  });

  test('asks for nothing that takes two with a key of the command line, of which nobody knows who has its text', async () => {
    const keys = stage.house.app.get(ApiKeysService, { strict: false });
    const fromServer = await keys.create(COMMAND_LINE, { name: 'shop', scopes: ['admin:*'] });
    expect((await approve(alice.desk, showId('changeRequest', fromServer.apiKey.waitsFor ?? ''))).status).toBe(200);
    const key = new Merchant(stage.house.url, fromServer.key);
    await key.call('POST', '/v1/sellers', { code: 'mapo', name: 'Mapo' });
    const credentials = { sellerKey: 'S0FSJE', cpId: 'PARTNERTEST', productId: 'PROD_EASY' };
    const endpoint = await key.call<{ id: string }>('POST', '/v1/webhook-endpoints', { url: 'https://a.example.com/' });
    for (const [method, path, body] of [
      ['PUT', '/v1/sellers/mapo/credentials/payco', { credentials }],
      ['POST', '/v1/api-keys', { name: 'more', scopes: ['cancellations:write', 'decisions:write', 'billing:write'] }],
      ['PATCH', `/v1/webhook-endpoints/${endpoint.body.id}`, { url: 'https://evil.example.com/' }],
    ] as const) {
      const answer = await key.call<{ code: string }>(method, path, body);
      expect([answer.status, answer.body.code], path).toEqual([403, 'key_without_person']);
    }
    const harmless = await key.call<Key>('POST', '/v1/api-keys', { name: 'reads', scopes: ['webhooks:write'] });
    expect(harmless.status, 'what needs nobody').toBe(201);
    const moved = await new Merchant(stage.house.url, harmless.body.key).call<{ code: string }>(
      'PATCH',
      `/v1/webhook-endpoints/${endpoint.body.id}`,
      { url: 'https://evil.example.com/' },
    );
    expect([moved.status, moved.body.code], 'a key that it made').toEqual([403, 'key_without_person']);
    await key.call('DELETE', `/v1/webhook-endpoints/${endpoint.body.id}`);
  });

  test('approves nothing that such a key asked for before that was known of it', async () => {
    const asked = await mallory.desk.call<Key>('POST', '/admin/api-keys', { name: 'old', scopes: ['admin:*'] });
    expect((await approve(alice.desk, asked.body.waitsForChangeId ?? '')).status).toBe(200);
    const wish = { name: 'more', scopes: ['cancellations:write'] };
    const second = await new Merchant(stage.house.url, asked.body.key).call<Key>('POST', '/v1/api-keys', wish);
    await query('UPDATE api_keys SET made_by_id = NULL WHERE id = $1', [uuidOf(asked.body.id)]);
    const change = second.body.waitsForChangeId ?? '';
    for (const by of [mallory, alice]) {
      const answer = await approve(by.desk, change);
      expect([answer.status, answer.body.code]).toEqual([403, 'key_without_person']);
    }
    const no = await alice.desk.call('POST', `/admin/changes/${change}/rejections`, { reason: 'whose is it?' });
    expect(no.status, 'no is always possible').toBe(200);
  });

  test('leads no seller’s money and no webhook elsewhere', async () => {
    const { merchant } = stage.house;
    await merchant.call('POST', '/v1/sellers', { code: 'jongno', name: 'Jongno' });
    const credentials = { sellerKey: 'S0FSJE', cpId: 'PARTNERTEST', productId: 'PROD_EASY' };
    const atDesk = await mallory.desk.call('PUT', '/admin/sellers/jongno/credentials/payco', { credentials });
    expect(atDesk.status).toBe(202);
    const byKey = await merchant.call<{ code: string }>('PUT', '/v1/sellers/jongno/credentials/payco', {
      credentials: { ...credentials, sellerKey: 'OTHER0' },
    });
    expect(byKey.body.code).toBe('change_waits');
    const order = await merchant.order({ sellerCode: 'jongno' });
    const pay = { provider: 'payco', channel: 'pc' };
    const payment = await merchant.call<{ code: string }>('POST', `/v1/orders/${order.id}/payments`, pay);
    expect(payment.body.code, 'a payment with credentials that nobody approved').toBe('provider_not_set_up');

    const [from, to] = ['https://shop.example.com/hooks', 'https://evil.example.com/hooks'];
    const endpoint = await merchant.call<{ id: string }>('POST', '/v1/webhook-endpoints', { url: from });
    const moved = await merchant.call<{ url: string; waitsForChangeIds: string[] }>(
      'PATCH',
      `/v1/webhook-endpoints/${endpoint.body.id}`,
      { url: to },
    );
    expect([moved.status, moved.body.url]).toEqual([202, from]);
    const own = await alice.desk.call<Change>('GET', `/admin/changes/${moved.body.waitsForChangeIds[0] ?? ''}`);
    expect(own.body, 'whoever decides sees all of both addresses').toMatchObject({
      before: { url: from },
      after: { url: to },
    });
    expect((await approve(alice.desk, own.body.id)).status).toBe(200);
    const after = await merchant.call<{ url: string }>('GET', `/v1/webhook-endpoints/${endpoint.body.id}`);
    expect(after.body.url).toBe(to);
    await merchant.call('DELETE', `/v1/webhook-endpoints/${endpoint.body.id}`);
  });
});

describe('two people who may be one', () => {
  /** Somebody with a role whom an administrator made and another one approved, signed in by whoever has the link. */
  async function puppetOf(
    maker: Pick<Worker, 'desk'>,
    other: Worker,
    roles: readonly string[],
  ): Promise<DeskVisitor & { personId: string }> {
    const wish = somebody(roles);
    const { body } = await maker.desk.call<Made>('POST', '/admin/people', wish);
    expect((await approve(other.desk, body.invitation.waitsForChangeId ?? '')).status).toBe(200);
    expect((await useLink(body.invitation.url)).status).toBe(200);
    return Object.assign(await signIn(wish.email), { personId: body.person.id });
  }

  async function waitingOf(desk: DeskVisitor): Promise<ShownRequest> {
    const order = await stage.paid(LARGE, 'payple');
    const worker = { desk, id: '', uuid: '', email: '' };
    const { status, body } = await stage.ask(worker, order);
    expect([status, body.outcome], JSON.stringify(body)).toEqual([202, 'waits_for_approval']);
    return body;
  }

  test('an administrator’s second administrator does not approve for them, nor they for it, until time has passed', async () => {
    const puppet = await puppetOf(mallory, alice, ['administrator']);
    const { invitation } = await create(mallory, ['operator']);
    const change = invitation.waitsForChangeId ?? '';
    const early = await approve(puppet, change);
    expect([early.status, early.body.code]).toEqual([403, 'not_independent']);
    expect(early.body, 'says until when').toMatchObject({ detail: expect.stringContaining('Until 20') as string });
    const theirs = await puppet.call<Made>('POST', '/admin/people', somebody(['operator']));
    expect((await approve(mallory.desk, theirs.body.invitation.waitsForChangeId ?? '')).body.code).toBe(
      'not_independent',
    );
    await letTimePass();
    expect((await approve(puppet, change)).status, 'after the time').toBe(200);
  });

  test('operator and approver of one maker are not two, nor is an approver whom somebody reset for themselves', async () => {
    const [operator, approver] = [
      await puppetOf(mallory, alice, ['operator']),
      await puppetOf(mallory, alice, ['approver']),
    ];
    const request = await waitingOf(operator);
    const answer = await stage.approve({ desk: approver, id: '', uuid: '', email: '' }, request);
    expect([answer.status, answer.body.code]).toEqual([403, 'not_independent']);
    const independent = await stage.approver();
    expect((await stage.approve(independent, request)).body.outcome, 'by somebody of whom nobody had the link').toBe(
      'done',
    );

    await letTimePass();
    const both = await stage.worker(['operator', 'administrator']);
    const victim = await stage.approver();
    const link = await both.desk.call<{ url: string; waitsForChangeId: string }>(
      'POST',
      `/admin/people/${victim.id}/invitations`,
    );
    expect((await approve(alice.desk, link.body.waitsForChangeId)).status).toBe(200);
    expect((await useLink(link.body.url)).status).toBe(200);
    const taken = await signIn(victim.email);
    const own = await waitingOf(both.desk);
    const denied = await stage.approve({ desk: taken, id: '', uuid: '', email: '' }, own);
    expect([denied.status, denied.body.code], 'with the account they reset').toEqual([403, 'not_independent']);
    const [entry] = await query<{ reason: string }>(
      `SELECT reason FROM audit_entries WHERE action = 'refund.decision_denied' AND person_id = $1`,
      [victim.uuid],
    );
    expect(entry?.reason, 'the trail tells of the try').toContain('not taken for two people');
  });

  const decideOn = (desk: DeskVisitor, request: ShownRequest) =>
    stage.approve({ desk, id: '', uuid: '', email: '' }, request);
  /** Makes the links of somebody older. */
  const age = ({ personId }: { readonly personId: string }, hours: number) =>
    query(
      `UPDATE invitations SET created_at = created_at - $2 * interval '1 hour', used_at = used_at - $2 * interval '1 hour',
         released_at = released_at - $2 * interval '1 hour' WHERE person_id = $1`,
      [uuidOf(personId), hours],
    );

  test('a chain of puppets is not two people, downwards, upwards or side by side, while each of its links is young', async () => {
    const root = await stage.worker(['operator', 'administrator']);
    const puppet = await puppetOf(root, alice, ['administrator']);
    const approver = await puppetOf({ desk: puppet }, alice, ['approver', 'operator']);
    const administrator = await puppetOf({ desk: puppet }, alice, ['administrator']);
    const cousin = await puppetOf({ desk: await puppetOf(root, alice, ['administrator']) }, alice, ['approver']);
    const own = await waitingOf(root.desk);
    const theirs = await waitingOf(approver);
    for (const [desk, request, what] of [
      [approver, own, 'by who was made by their puppet'],
      [cousin, theirs, 'by who was made by another puppet of theirs'],
    ] as const) {
      const { status, body } = await decideOn(desk, request);
      expect([status, body.code], what).toEqual([403, 'not_independent']);
    }
    const keyOf = async (desk: DeskVisitor): Promise<string> => {
      const wish = { name: 'refunds', scopes: ['cancellations:write'] };
      return (await desk.call<Key>('POST', '/admin/api-keys', wish)).body.waitsForChangeId ?? '';
    };
    const [key, keyOfPuppet] = [await keyOf(root.desk), await keyOf(administrator)];
    expect((await approve(administrator, key)).body.code, 'a key').toBe('not_independent');
    expect((await approve(root.desk, keyOfPuppet)).body.code, 'a key of the last of the chain').toBe('not_independent');
    expect((await approve(alice.desk, keyOfPuppet)).status, 'who approved the links is another person').toBe(200);

    await age(puppet, 10);
    await age(administrator, 20);
    const [last] = await query<{ until: Date }>(
      `SELECT used_at + interval '72 hours' AS until FROM invitations WHERE person_id = $1`,
      [uuidOf(administrator.personId)],
    );
    const until = last?.until.toISOString() ?? 'never';
    expect((await approve(administrator, key)).body, 'until its oldest link is old').toMatchObject({
      code: 'not_independent',
      detail: expect.stringContaining(`Until ${until}`) as string,
    });
    await age(puppet, 63);
    expect((await approve(administrator, key)).status, 'when one of its links is old').toBe(200);
    expect((await decideOn(approver, own)).body.outcome).toBe('done');
    expect((await decideOn(cousin, theirs)).body.outcome).toBe('done');
  });

  test('a chain goes through whom a puppet resets; two who reset the same person stay two', async () => {
    const root = await stage.worker(['operator', 'administrator']);
    const puppet = await puppetOf(root, alice, ['administrator']);
    const victim = await stage.approver();
    const { body } = await puppet.call<Link>('POST', `/admin/people/${victim.id}/invitations`);
    const own = await waitingOf(root.desk);
    expect((await approve(alice.desk, body.waitsForChangeId ?? '')).status).toBe(200);
    expect((await useLink(body.url)).status).toBe(200);
    const denied = await decideOn(await signIn(victim.email), own);
    expect([denied.status, denied.body.code], 'with the account that their puppet reset').toEqual([
      403,
      'not_independent',
    ]);

    const helper = await stage.worker(['administrator']);
    const viewer = await stage.worker(['viewer']);
    for (const { desk } of [root, helper]) {
      expect((await desk.call('POST', `/admin/people/${viewer.id}/invitations`)).status).toBe(201);
    }
    const key = { name: 'refunds', scopes: ['cancellations:write'] };
    const asked = await root.desk.call<Key>('POST', '/admin/api-keys', key);
    expect((await approve(helper.desk, asked.body.waitsForChangeId ?? '')).status).toBe(200);
  });

  test('nobody approves what is about themselves, or asks on after the right to was taken away', async () => {
    const asked = await mallory.desk.call<{ waitsForChangeIds: string[] }>('PATCH', `/admin/people/${alice.id}`, {
      roles: ['administrator', 'approver'],
    });
    expect(asked.status).toBe(202);
    const own = await approve(alice.desk, asked.body.waitsForChangeIds[0] ?? '');
    expect([own.status, own.body.code]).toEqual([403, 'wrong_person']);
    await mallory.desk.call('POST', `/admin/changes/${asked.body.waitsForChangeIds[0] ?? ''}/withdrawals`);

    const leaving = await stage.worker(['administrator']);
    const { invitation } = await create(leaving, ['operator']);
    await mallory.desk.call('PATCH', `/admin/people/${leaving.id}`, { disabled: true });
    const late = await approve(alice.desk, invitation.waitsForChangeId ?? '');
    expect([late.status, late.body.code]).toEqual([409, 'asker_lost_right']);
    expect((await useLink(invitation.url)).code).toBe('invitation_waits_for_approval');
  });

  test('a change is not made of somebody who was changed meanwhile, and is made once', async () => {
    const { person } = await create(mallory, ['viewer']);
    const path = `/admin/people/${person.id}`;
    const asked = await mallory.desk.call<{ waitsForChangeIds: string[] }>('PATCH', path, {
      roles: ['viewer', 'operator'],
    });
    const [change = ''] = asked.body.waitsForChangeIds;
    await query(`UPDATE people SET roles = '{viewer,approver}' WHERE id = $1`, [uuidOf(person.id)]);
    const outdated = await approve(alice.desk, change);
    expect([outdated.status, outdated.body.code]).toEqual([409, 'change_outdated']);
    expect((await approve(alice.desk, change)).body.code).toBe('change_settled');
    expect(await rolesOf(person)).toEqual(['viewer', 'approver']);

    const { invitation } = await create(mallory, ['operator']);
    const twice = await Promise.all([1, 2, 3].map(() => approve(alice.desk, invitation.waitsForChangeId ?? '')));
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  test('what nobody approves in time comes to nothing', async () => {
    const { invitation, person } = await create(mallory, ['operator']);
    const change = invitation.waitsForChangeId ?? '';
    await query(`UPDATE change_requests SET expires_at = now() - interval '1 second' WHERE id = $1`, [uuidOf(change)]);
    const late = await approve(alice.desk, change);
    expect([late.status, late.body.code]).toEqual([409, 'change_settled']);
    expect(await stage.house.app.get(ChangesService, { strict: false }).expireOverdue(), 'nothing is left').toBe(0);
    expect((await useLink(invitation.url)).code).toBe('invitation_not_usable');
    expect(await rolesOf(person)).toEqual([]);
  });
});

describe('an operator alone', () => {
  let doubts: Doubts;
  beforeAll(() => {
    doubts = new Doubts(stage.house);
  });

  const decide = (by: DeskVisitor, refund: { readonly id: string }, body: object, key?: string) =>
    by.call<{ code: string; status: string; request: ShownRequest | null }>(
      'POST',
      `/admin/queue/cancellation/${refund.id}/decisions`,
      { reason: 'seen at Payple', ...body },
      key === undefined ? {} : { headers: { 'idempotency-key': key } },
    );
  const payple = async (order: ShownOrder) =>
    (await stage.house.payple.books()).filter(({ oid }) => oid.startsWith(order.orderNumber));
  const timesGivenBack = async (order: ShownOrder) =>
    (await payple(order)).reduce((sum, { cancels }) => sum + cancels, 0);

  test('with a limit of nothing sends no refund again, which could go out twice, without a second person', async () => {
    const operator = await stage.operator(0);
    const { order, refund } = await doubts.refund();
    const before = await timesGivenBack(order);
    const wish = { decision: 'try_again', acceptDoubleRefund: true };
    const asked = await decide(operator.desk, refund, wish, 'again-1');
    expect([asked.status, asked.body.request?.outcome], JSON.stringify(asked.body)).toEqual([
      202,
      'waits_for_approval',
    ]);
    expect(asked.body.request?.approvalReasons.map(({ rule }) => rule)).toContain('own_limit');
    expect(await timesGivenBack(order), 'before the approval').toBe(before);
    const again = await decide(operator.desk, refund, wish, 'again-1');
    expect(again.body.request?.id, 'the same key again').toBe(asked.body.request?.id);
    expect((await decide(operator.desk, refund, wish)).body.code, 'another one meanwhile').toBe('approval_waits');
    const request = asked.body.request as ShownRequest;
    expect((await stage.approve(operator, request)).status, 'without the permission').toBe(403);
    const approver = await stage.approver();
    const shown = await stage.show(approver, request.id);
    expect(shown).toMatchObject({
      isUnchanged: true,
      request: { kind: 'decision', decision: { decision: 'try_again', aboutId: refund.id } },
    });
    expect((await stage.approve(approver, request)).body).toMatchObject({ status: 'begun' });
    expect(await timesGivenBack(order), 'after it: sent once').toBe(before + 1);
    expect((await stage.approve(approver, request)).body.code).toBe('approval_settled');
    expect(await timesGivenBack(order), 'and once only').toBe(before + 1);
  });

  test.each([
    ['sent again', `started_at = started_at + interval '1 second'`],
    ['settled and put in doubt again', `in_doubt_since = in_doubt_since + interval '1 second'`],
  ])('sends nothing again by the approval of what was %s since', async (_, change) => {
    const operator = await stage.operator(0);
    const { order, refund } = await doubts.refund('drop_before_effect');
    const asked = await decide(operator.desk, refund, { decision: 'try_again', acceptDoubleRefund: true });
    const request = asked.body.request as ShownRequest;
    const before = await timesGivenBack(order);
    await alterStored(stage.house, order, 'cancellations', change);
    const approver = await stage.approver();
    expect((await stage.show(approver, request.id)).isUnchanged, 'the page says so').toBe(false);
    const { status, body } = await stage.approve(approver, request);
    expect([status, body.code]).toEqual([409, 'shown_changed']);
    expect((await stage.show(approver, request.id)).request.outcome).toBe('stale');
    expect(await timesGivenBack(order)).toBe(before);
  });

  test('sends nothing again that was sent between its approval and the job that carries it out', async () => {
    const operator = await stage.operator(0);
    const { order, refund } = await doubts.refund('drop_before_effect');
    const asked = await decide(operator.desk, refund, { decision: 'try_again', acceptDoubleRefund: true });
    const request = asked.body.request as ShownRequest;
    const { uuid } = await stage.approver();
    const id = readId('refundRequest', request.id) ?? '';
    // The process that wrote down the approval died before it carried it out.
    const approved = { decidedById: uuid, decidedByName: 'An approver', decidedAt: new Date() };
    const { manager } = stage.house.app.get(DataSource);
    await stage.house.app
      .get(RefundRequestBook, { strict: false })
      .move(manager, { id, status: 'pending' }, 'approved', approved);
    await alterStored(stage.house, order, 'cancellations', `started_at = started_at + interval '1 second'`);
    const before = await timesGivenBack(order);
    const why = await stage.house.app.get(CarryingOutService, { strict: false }).carryOut(id);
    expect(why?.code, 'why it came to nothing').toBe('shown_changed');
    expect((await stage.show(await stage.approver(), request.id)).request.outcome).toBe('stale');
    expect(await timesGivenBack(order)).toBe(before);
  });

  test('has what they said settled by a second person, and by nobody with the opposite meanwhile', async () => {
    const operator = await stage.operator(0);
    const colleague = await stage.operator();
    const { order, refund } = await doubts.refund('drop_before_effect');
    const asked = await decide(operator.desk, refund, { decision: 'refunded' });
    expect(asked.body.request?.outcome, JSON.stringify(asked.body)).toBe('waits_for_approval');
    const request = asked.body.request as ShownRequest;
    const byKey = (body: object) =>
      stage.house.merchant.call<{ code: string }>('POST', `/v1/cancellations/${refund.id}/decisions`, {
        reason: 'seen at Payple',
        decidedBy: 'a script',
        ...body,
      });
    const again = { decision: 'try_again', acceptDoubleRefund: true };
    for (const { status, body } of [
      await decide(colleague.desk, refund, { decision: 'not_refunded' }),
      await decide(colleague.desk, refund, again),
      await byKey({ decision: 'not_refunded' }),
      await byKey(again),
      await byKey({ decision: 'refunded' }),
    ]) {
      expect([status, body.code], JSON.stringify(body)).toEqual([409, 'approval_waits']);
      expect(body, 'says which').toMatchObject({ resourceId: request.id });
    }
    expect((await decide(colleague.desk, refund, { decision: 'not_known' })).status, 'looking is possible').toBe(201);
    expect((await stage.house.merchant.show(order)).cancellations[0]?.status).toBe('in_doubt');
    expect((await stage.show(colleague, request.id)).isUnchanged).toBe(true);
    await operator.desk.call('POST', `/admin/approvals/${request.id}/withdrawals`);
    expect((await decide(colleague.desk, refund, { decision: 'not_refunded' })).status, 'afterwards').toBe(201);
  });

  test('does one thing under one Idempotency-Key, whatever kinds of things they are', async () => {
    const operator = await stage.operator();
    const [order, other] = [await stage.paid(), await stage.paid()];
    const { refund } = await doubts.refund('drop_before_effect');
    expect((await stage.ask(operator, order, { amountWon: 1_000 }, 'first-a-refund')).status).toBe(201);
    for (const decision of ['not_refunded', 'refunded', 'not_known']) {
      const { status, body } = await decide(operator.desk, refund, { decision }, 'first-a-refund');
      expect([status, body.code], decision).toEqual([422, 'idempotency_key_reused']);
    }
    expect((await decide(operator.desk, refund, { decision: 'not_known' }, 'first-a-look')).status).toBe(201);
    expect((await decide(operator.desk, refund, { decision: 'not_refunded' }, 'first-a-decision')).status).toBe(201);
    for (const key of ['first-a-look', 'first-a-decision']) {
      const { status, body } = await stage.ask(operator, other, { amountWon: 1_000 }, key);
      expect([status, body.code], key).toEqual([422, 'idempotency_key_reused']);
    }
    expect(await stage.cancelsOf(other), 'nothing was sent').toBe(0);
    const again = await stage.ask(operator, order, { amountWon: 1_000 }, 'first-a-refund');
    expect(again.body.code, 'another preview is another request').toBe('idempotency_key_reused');
  });

  test('has no more to refund because they said that nothing went back', async () => {
    const operator = await stage.operator(10_000);
    const order = await stage.paid({ amountWon: 20_000 }, 'payple');
    await stage.house.payple.fail({ endpoint: 'cancel', fault: 'drop_after_effect' });
    expect((await stage.ask(operator, order, { amountWon: 10_000 })).body.approvalReasons).toEqual([]);
    const lost = await waitFor('an operator to be called to it', async () =>
      (await stage.house.merchant.show(order)).cancellations.find(({ attention }) => attention != null),
    );
    const said = await decide(operator.desk, lost, { decision: 'not_refunded' });
    expect(said.status, JSON.stringify(said.body)).toBe(201);
    const again = await stage.ask(operator, order, { amountWon: 10_000 });
    expect(
      again.body.approvalReasons.map(({ rule }) => rule),
      'their own word has set their sum back',
    ).toEqual(['own_daily_sum', 'own_order_sum']);
    expect((await payple(order)).map(({ cancelledWon }) => cancelledWon)).toEqual([10_000]);
  });

  test('declares nothing moved above their limit: refunded, given back, paid', async () => {
    const operator = await stage.operator(3_999);
    const { refund } = await doubts.refund();
    const refunded = await decide(operator.desk, refund, { decision: 'refunded' });
    expect([refunded.status, refunded.body.request?.outcome]).toEqual([202, 'waits_for_approval']);
    const { payment } = await doubts.payment();
    const paid = await operator.desk.call<{ request: ShownRequest | null }>(
      'POST',
      `/admin/queue/payment/${payment.id}/decisions`,
      { decision: 'paid', reason: 'seen', providerPaymentId: 'x-1', paidAt: new Date().toISOString() },
    );
    expect([paid.status, paid.body.request?.outcome], JSON.stringify(paid.body)).toEqual([202, 'waits_for_approval']);
    const notPaid = () =>
      operator.desk.call('POST', `/admin/queue/payment/${payment.id}/decisions`, {
        decision: 'not_paid',
        reason: 'seen',
      });
    expect((await notPaid()).body.code, 'while the opposite waits').toBe('approval_waits');
    const request = paid.body.request as ShownRequest;
    expect((await operator.desk.call('POST', `/admin/approvals/${request.id}/withdrawals`)).status).toBe(200);
    expect((await notPaid()).status, 'that nothing moved needs nobody').toBe(201);
    const late = await stage.approve(await stage.approver(), request);
    expect([late.status, late.body.code]).toEqual([409, 'approval_settled']);
    await stage.house.payple.behave();
  });

  test('neither refunds a large order in small parts, nor many orders of a day, nor decides beyond what they refunded', async () => {
    const operator = await stage.operator(10_000);
    const order = await stage.paid({ amountWon: 50_000, taxFreeWon: 50_000 });
    expect((await stage.ask(operator, order, { amountWon: 10_000 })).body.outcome).toBe('done');
    const second = await stage.preview(operator, order, { amountWon: 1 });
    expect(second.approvalReasons.map(({ rule }) => rule)).toEqual(['own_daily_sum', 'own_order_sum']);
    const other = await stage.paid();
    expect((await stage.ask(operator, other, { amountWon: 1 })).body.outcome, 'another order').toBe(
      'waits_for_approval',
    );
    const { refund } = await doubts.refund();
    const decided = await decide(operator.desk, refund, { decision: 'refunded' });
    expect(
      decided.body.request?.approvalReasons.map(({ rule }) => rule),
      'decisions count like refunds',
    ).toEqual(['own_daily_sum']);
  });

  test('is not faster than their own limit: of many at once one passes', async () => {
    const operator = await stage.operator(10_000);
    const orders = await Promise.all([1, 2, 3, 4, 5].map(() => stage.paid()));
    const answers = await Promise.all(orders.map((order) => stage.ask(operator, order)));
    expect(answers.map(({ body }) => body.outcome).filter((outcome) => outcome === 'done')).toHaveLength(1);
  });
});

describe('a key with limits', () => {
  async function limited(
    limits: object,
    scopes = ['cancellations:write', 'orders:read', 'decisions:write', 'billing:write'],
  ) {
    const { body } = await mallory.desk.call<Key>('POST', '/admin/api-keys', { name: 'limited', scopes, ...limits });
    expect((await approve(alice.desk, body.waitsForChangeId ?? '')).status).toBe(200);
    return new Merchant(stage.house.url, body.key);
  }
  interface Refusal {
    readonly code: string;
    readonly limitWon: number;
    readonly usedWon: number;
  }
  const refund = (by: Merchant, order: ShownOrder, amountWon?: number, key?: string) =>
    by.call<Refusal & { id: string }>(
      'POST',
      `/v1/orders/${order.id}/cancellations`,
      { reason: 'x', amountWon },
      { 'idempotency-key': key ?? `limits-${Math.random()}` },
    );

  test('moves no more than one request may, whatever "all that is left" is', async () => {
    const key = await limited({ limitPerRequestWon: 5_000 });
    const order = await stage.paid();
    for (const amount of [undefined, 5_001]) {
      const { status, body } = await refund(key, order, amount);
      expect([status, body.code, body.limitWon, body.usedWon]).toEqual([403, 'key_limit_reached', 5_000, 0]);
    }
    expect((await refund(key, order, 5_000)).status).toBe(201);
    expect((await refund(key, order)).status, 'what is left is within it').toBe(201);
  });

  test('moves no more in a day or of an order, however often it is tried, and a repetition counts once', async () => {
    const key = await limited({ limitPerDayWon: 9_000, limitPerOrderWon: 6_000 });
    const [order, other] = [await stage.paid(), await stage.paid()];
    expect((await refund(key, order, 4_000, 'once')).status).toBe(201);
    for (let times = 0; times < 3; times += 1) expect((await refund(key, order, 4_000, 'once')).status).toBe(201);
    expect((await refund(key, order, 3_000)).body).toMatchObject({
      code: 'key_limit_reached',
      limitWon: 6_000,
      usedWon: 4_000,
    });
    expect((await refund(key, order, 99_999)).body.code, 'refused before it is looked at').toBe('key_limit_reached');
    expect((await refund(key, other, 5_001)).body).toMatchObject({ limitWon: 9_000, usedWon: 4_000 });
    expect((await refund(key, other, 5_000)).status).toBe(201);
    expect((await refund(key, other, 1)).body).toMatchObject({ limitWon: 9_000, usedWon: 9_000 });
  });

  test('loses nothing by what was refused, and gains nothing by many at once', async () => {
    const key = await limited({ limitPerDayWon: 10_000 });
    const orders = await Promise.all([1, 2, 3, 4].map(() => stage.paid()));
    const unpaid = await stage.house.merchant.order();
    expect((await refund(key, unpaid, 10_000)).body.code).toBe('order_not_cancellable');
    const answers = await Promise.all(orders.map((order) => refund(key, order, 10_000)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403, 403, 403]);
  });

  test('takes back no more points than it may move money', async () => {
    const key = await limited({ limitPerRequestWon: 500 });
    const order = await stage.paid();
    const path = `/v1/payco/payments/${order.payments[0]?.id ?? ''}/mileage-cancellations`;
    const take = (amountWon: number) =>
      key.call<Refusal>('POST', path, { amountWon }, { 'idempotency-key': `points-${amountWon}` });
    expect(await take(501)).toMatchObject({ status: 403, body: { code: 'key_limit_reached', limitWon: 500 } });
    expect((await take(500)).body.code, 'within the limit it is PAYCO’s to say').not.toBe('key_limit_reached');
  });

  test('counts what may have moved, though we were too busy to write it down', async () => {
    const { body } = await mallory.desk.call<Key>('POST', '/admin/api-keys', {
      name: 'busy',
      scopes: ['cancellations:write'],
      limitPerDayWon: 9_000,
    });
    const apiKeyId = readId('apiKey', body.id) ?? '';
    const limits = { perRequestWon: null, perDayWon: 9_000, perOrderWon: null };
    const spending = {
      right: 'refund',
      order: { sellerCode: 'default', orderNumber: 'BUSY' },
      amountWon: 5_000,
      ticket: null,
    } as const;
    const run = (code: 'busy' | 'not_found') =>
      stage.house.app.get(KeyLimits, { strict: false }).within(
        { apiKeyId, limits } as Caller,
        () => spending,
        () => Promise.reject(new Problem(code)),
      );
    await expect(run('not_found'), 'it moved nothing').rejects.toThrow();
    await expect(run('busy'), 'it may have').rejects.toThrow();
    await expect(run('not_found')).rejects.toMatchObject({ code: 'key_limit_reached', facts: { usedWon: 5_000 } });
  });

  test('counts nothing under an Idempotency-Key that another request has counted something under', async () => {
    const key = await limited({ limitPerRequestWon: 1, limitPerDayWon: 4 });
    const [unpaid, order] = [await stage.house.merchant.order(), await stage.paid()];
    const refused = await Promise.all([1, 2, 3, 4].map(() => refund(key, unpaid, 1, 'shared')));
    expect(refused.every(({ status: refusedWith }) => refusedWith >= 400)).toBe(true);
    const { status, body } = await refund(key, order, 10_000, 'shared');
    expect([status, body.code], 'the key of a request that came to nothing lets anything pass').toEqual([
      403,
      'key_limit_reached',
    ]);
    expect((await stage.house.merchant.show(order)).cancelledWon).toBe(0);
  });

  test('has one sum of an order, whether it charges or refunds it', async () => {
    const key = await limited({ limitPerOrderWon: 10_000 });
    const card = await stage.house.merchant.registerCard({ provider: 'payple' });
    await deliver(await stage.house.payple.finish(card, 'pay'));
    const charged = await key.charge(card, { amountWon: 10_000 });
    expect(charged.status, JSON.stringify(charged.body)).toBe(201);
    const { status, body } = await refund(key, charged.body, 10_000);
    expect([status, body.code]).toEqual([403, 'key_limit_reached']);
  });

  test('decides and charges no more either', async () => {
    const key = await limited({ limitPerRequestWon: 3_999 });
    const { refund: doubt } = await new Doubts(stage.house).refund();
    const decided = await key.call<Refusal>('POST', `/v1/cancellations/${doubt.id}/decisions`, {
      decision: 'refunded',
      decidedBy: 'a script',
      reason: 'seen',
    });
    expect([decided.status, decided.body.code]).toEqual([403, 'key_limit_reached']);
    const wish = {
      provider: 'payple',
      channel: 'pc',
      customerReference: 'c',
      buyer: { name: 'Kim', phone: '010-1234-5678' },
    };
    const card = await stage.house.merchant.registerCard(wish);
    await deliver(await stage.house.payple.finish(card, 'pay'));
    const charged = await key.call<Refusal>('POST', `/v1/billing-keys/${card.id}/charges`, {
      orderNumber: `limited-${Date.parse(new Date().toISOString())}`,
      title: 'a month',
      amountWon: 4_000,
    });
    expect([charged.status, charged.body.code]).toEqual([403, 'key_limit_reached']);
  });
});

test('the command line acts alone only while nobody could be asked', async () => {
  const house = await startHouse();
  const people = house.app.get(PeopleService, { strict: false });
  const alone = await people.create(COMMAND_LINE, somebody(['operator']) as never);
  expect(alone.invitation.waitsFor, 'nobody is there').toBeNull();
  for (let times = 0; times < 2; times += 1) {
    made += 1;
    const { invitation } = await people.appointAdministrator(COMMAND_LINE, `root${made}@localhost`, 'Root');
    expect(invitation.waitsFor, 'administrators are appointed at once').toBeNull();
    const visitor = new DeskVisitor(house.url);
    await visitor.call('POST', `/admin/invitations/${invitation.token}`, { password: PASSWORD });
  }
  const watched = await people.create(COMMAND_LINE, somebody(['operator']) as never);
  expect(watched.invitation.waitsFor, 'two could approve').not.toBeNull();
  const taken = await people.appointAdministrator(COMMAND_LINE, alone.person.email, 'x');
  expect(taken.invitation.waitsFor, 'whoever has a right over money is not taken over').not.toBeNull();
  await house.close();
});

function uuidOf(shown: string): string {
  const hex = shown.split('_')[1] ?? '';
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
