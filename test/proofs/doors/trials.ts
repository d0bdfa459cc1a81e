// Tries every caller at every door, in an order of chance, and looks after each call what became of it and of the database.
// Must never take a refusal for one that wrote something, or that told something about what is behind the door.
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { PROBLEM_KINDS, type ErrorCode } from '../../../src/common/problems.js';
import { permissionsOf, ROLES } from '../../../src/rights/roles.js';
import type { Written } from '../harness/written.js';
import type { CallerKind } from './callers.js';
import type { Deeds } from '../harness/deeds.js';
import type { KeyedRoutes } from './keyed-routes.js';
import { DOORS, type Door, type GuardedDoor, type Knock, type OpenDoor, type PersonsDoor } from './table.js';

/** All that a refusal may say. */
const PARTS_OF_REFUSAL = ['code', 'detail', 'requestId', 'status', 'title', 'type', 'whatToDo'];

interface Heard {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

export class DoorTrials {
  calls = 0;
  refused = 0;
  opened = 0;
  /** Writes that were made twice under one key. */
  repeated = 0;
  /** One line for each call that went otherwise than it should. */
  readonly violations: string[] = [];

  constructor(
    private readonly deeds: Deeds,
    private readonly written: Written,
    private readonly callers: readonly CallerKind[],
    /** Whether a door that is open to all is opened by everybody, or by one caller of each sort. */
    private readonly thorough: boolean,
    private readonly keyed: KeyedRoutes,
  ) {}

  /** Every caller at every door once. */
  async round(seed: number): Promise<void> {
    const order = fc.sample(fc.shuffledSubarray(Object.entries(DOORS), { minLength: Object.keys(DOORS).length }), {
      seed,
      numRuns: 1,
    })[0];
    for (const [route, door] of order ?? []) {
      const [method = '', template = ''] = route.split(' ');
      // Where something can be read, HEAD reads it too.
      const methods = method === 'GET' ? ['GET', 'HEAD'] : [method];
      for (const each of methods) await this.#tryDoor(each, template, door);
    }
  }

  async #tryDoor(method: string, template: string, door: Door): Promise<void> {
    if ('scope' in door) await this.#tryGuarded(method, template, door);
    else if ('permission' in door) await this.#tryPersons(method, template, door);
    else await this.#tryOpen(method, template, door);
  }

  /** Those who may not all knock for the same thing: nothing of it may happen, so it stays there for the next. */
  async #tryGuarded(method: string, template: string, door: GuardedDoor): Promise<void> {
    const allowed = this.callers.filter((caller) => expectedRefusal(caller, door) === null);
    const knock = await door.knock(this.deeds);
    const nowhere = { ...knock, path: knock.path.replace(/[0-9a-f]{32}/g, '0'.repeat(32)) };
    await this.written.sinceLastAsked();
    for (const caller of this.callers.filter((each) => !allowed.includes(each))) {
      const heard = await this.#call(method, knock, caller);
      this.#expectRefusal(method, template, caller, door, heard);
      if (nowhere.path !== knock.path) {
        const elsewhere = await this.#call(method, nowhere, caller);
        if (withoutId(elsewhere.text) !== withoutId(heard.text)) {
          this.violations.push(`${method} ${template} tells ${caller.name} what is there and what is not.`);
        }
      }
      await this.#expectNothingWritten(`${method} ${template} by ${caller.name}`);
    }
    // What HEAD opens, GET has opened for everybody who may.
    for (const [index, caller] of (method === 'HEAD' ? allowed.slice(0, 1) : allowed).entries()) {
      const call = await door.knock(this.deeds);
      // How a write is repeated makes no difference to who repeats it.
      if (index === 0) await this.#openTwice(method, template, door.opens, call, caller);
      else this.#expectOpened(method, template, caller.name, door.opens, await this.#call(method, call, caller));
    }
  }

  /** The same write under the same key again is answered as the first time; another one under it is refused. */
  async #openTwice(method: string, template: string, opens: number, knock: Knock, caller: CallerKind): Promise<void> {
    const use = this.keyed.useOf(method, template);
    const what = `${method} ${template} by ${caller.name}`;
    if (use === 'required') {
      await this.written.sinceLastAsked();
      const without = await this.#call(method, knock, caller, null);
      this.#expectTurnedAway(`${what} without a key`, 'idempotency_key_required', method, without);
      await this.#expectNothingWritten(`${what} without a key`);
    }
    const key = randomUUID();
    const first = await this.#call(method, knock, caller, key);
    this.#expectOpened(method, template, caller.name, opens, first);
    if (use === 'none') return;
    this.repeated += 1;
    const again = await this.#call(method, knock, caller, key);
    const isSame = again.status === first.status && isDeepStrictEqual(parsed(again.text), parsed(first.text));
    if (first.headers.has('idempotency-replayed') || again.headers.get('idempotency-replayed') !== 'true' || !isSame) {
      this.violations.push(
        `${what} again: ${again.status} ${again.text.slice(0, 300)}, not ${first.text.slice(0, 300)}`,
      );
    }
    const elsewhere = { ...knock, path: knock.path.replace(/[0-9a-f]{32}/, '0'.repeat(32)) };
    if (elsewhere.path === knock.path) return;
    const other = await this.#call(method, elsewhere, caller, key);
    // Where the thing is looked up with the key, that there is none is said first.
    const said = (parsed(other.text) as { code?: unknown } | null)?.code;
    if (said !== 'idempotency_key_reused' && said !== 'not_found') {
      this.violations.push(`${what} of another thing: ${other.status} ${other.text.slice(0, 300)}`);
    }
  }

  /** A key makes no difference there: neither a good one nor a bad one. */
  async #tryOpen(method: string, template: string, door: OpenDoor): Promise<void> {
    const { guess } = door;
    if (guess) {
      const guessed = await guess.knock(this.deeds);
      await this.written.sinceLastAsked();
      for (const caller of this.callers.filter(isOfOneScopeAtMost)) {
        const who = `${caller.name}, who guesses,`;
        this.#expectOpened(method, template, who, guess.opens, await this.#call(method, guessed, caller));
        await this.#expectNothingWritten(`${method} ${template} by ${who}`);
      }
    }
    for (const caller of this.callers.filter(this.thorough ? isOfOneScopeAtMost : isOneOfAFew)) {
      this.#expectOpened(method, template, caller.name, door.opens, await this.#callAnew(method, door, caller));
    }
  }

  /** No key opens it, only a session, and a write only with the token of it; whoever lacks the permission is recorded. */
  async #tryPersons(method: string, template: string, door: PersonsDoor): Promise<void> {
    const { desk } = this.deeds;
    const prepared = await Promise.all(
      ROLES.map(async (role) => ({ role, ...(await door.visit(desk, role, this.deeds)) })),
    );
    await this.written.sinceLastAsked();
    for (const caller of this.callers) {
      const heard = await this.#call(method, prepared[0]?.knock ?? { path: template }, caller);
      this.#expectTurnedAway(`${method} ${template} by ${caller.name}`, 'not_signed_in', method, heard);
    }
    await this.#expectNothingWritten(`${method} ${template} by somebody without a session`);
    for (const { role, visitor, knock } of prepared) {
      const who = (headers: Readonly<Record<string, string>>): CallerKind => ({
        name: `the ${role}`,
        headers,
        may: 'nothing, without a key',
      });
      if (!['GET', 'HEAD'].includes(method)) {
        const heard = await this.#call(method, knock, who(visitor.headersOf(method, { 'x-csrf-token': null })));
        this.#expectTurnedAway(
          `${method} ${template} by the ${role} without a token`,
          'cross_site_request',
          method,
          heard,
        );
      }
      const caller = who(visitor.headersOf(method, { 'idempotency-key': null }));
      if (door.permission === null || permissionsOf([role]).includes(door.permission)) {
        await this.#openTwice(method, template, door.opens, knock, caller);
      } else {
        const heard = await this.#call(method, knock, caller);
        this.#expectTurnedAway(`${method} ${template} by the ${role}`, 'permission_missing', method, heard);
        const tables = (await this.written.sinceLastAsked()).filter((table) => table !== 'public.audit_entries');
        if (tables.length > 0)
          this.violations.push(`${method} ${template} by the ${role} wrote to ${tables.join(', ')}.`);
      }
      await this.written.sinceLastAsked();
    }
  }

  #expectTurnedAway(what: string, code: ErrorCode, method: string, { status, text }: Heard): void {
    this.refused += 1;
    const isCode = method === 'HEAD' || (JSON.parse(text) as { code?: unknown }).code === code;
    if (status === PROBLEM_KINDS[code].status && isCode) return;
    this.violations.push(`${what} should be refused as ${code}; it was ${status} ${text.slice(0, 300)}`);
  }

  async #callAnew(method: string, door: OpenDoor, caller: CallerKind): Promise<Heard> {
    return this.#call(method, await door.knock(this.deeds), caller);
  }

  /** @param key the Idempotency-Key; `null`: none */
  async #call(method: string, knock: Knock, caller: CallerKind, key: string | null = randomUUID()): Promise<Heard> {
    this.calls += 1;
    const body = knock.form
      ? new URLSearchParams(knock.form)
      : knock.body === undefined
        ? (knock.csv ?? null)
        : JSON.stringify(knock.body);
    const response = await fetch(`${this.deeds.house.url}${knock.path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(knock.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(knock.csv === undefined ? {} : { 'content-type': 'text/csv' }),
        ...(key === null || method === 'GET' || method === 'HEAD' ? {} : { 'idempotency-key': key }),
        ...knock.headers,
        ...caller.headers,
      },
      ...(body === null ? {} : { body }),
    });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  async #expectNothingWritten(who: string): Promise<void> {
    const tables = await this.written.sinceLastAsked();
    if (tables.length > 0) this.violations.push(`${who} wrote to ${tables.join(', ')}.`);
  }

  #expectOpened(method: string, template: string, who: string, wanted: number, { status, text }: Heard): void {
    this.opened += 1;
    if (status === wanted) return;
    this.violations.push(
      `${method} ${template} by ${who} should be answered ${wanted}, not ${status} ${text.slice(0, 300)}`,
    );
  }

  #expectRefusal(method: string, template: string, caller: CallerKind, door: GuardedDoor, heard: Heard): void {
    this.refused += 1;
    const code = expectedRefusal(caller, door) ?? 'internal';
    const fault = faultOf(method, code, door, heard);
    if (fault !== null) {
      this.violations.push(
        `${method} ${template} by ${caller.name} should be refused as ${code}: ${fault}; it was ${heard.status} ${heard.text.slice(0, 300)}`,
      );
    }
  }
}

/** Where scopes make no difference, no set of them has to be tried. */
function isOfOneScopeAtMost({ may }: CallerKind): boolean {
  return typeof may === 'string' || may.length === 1;
}

/** One caller of each sort. */
function isOneOfAFew({ name }: CallerKind): boolean {
  return [
    'somebody without a key',
    'a key that was never made',
    'a key that was revoked',
    'a key for admin:*',
  ].includes(name);
}

/** Why a caller must be turned away from a door, or `null`. */
function expectedRefusal({ may }: CallerKind, door: GuardedDoor): ErrorCode | null {
  if (may === 'nothing, without a key') return 'missing_api_key';
  if (may === 'nothing, with a wrong key') return 'wrong_api_key';
  return may.includes(door.scope) || may.includes('admin:*') ? null : 'scope_missing';
}

/** What is wrong about a refusal; `null`: nothing. */
function faultOf(method: string, code: ErrorCode, { scope }: GuardedDoor, heard: Heard): string | null {
  const { status, title, whatToDo } = PROBLEM_KINDS[code];
  if (heard.status !== status) return `the status should be ${status}`;
  if (heard.headers.get('www-authenticate')?.startsWith('Bearer realm="gyeolje"') !== true)
    return 'the header WWW-Authenticate should say how to do better';
  if (method === 'HEAD') return heard.text === '' ? null : 'there should be no body';
  const problem = JSON.parse(heard.text) as Readonly<Record<string, unknown>>;
  const unexpected = Object.keys(problem).filter((part) => !PARTS_OF_REFUSAL.includes(part));
  if (unexpected.length > 0) return `it should not say ${unexpected.join(', ')}`;
  if (problem['code'] !== code || problem['title'] !== title || problem['whatToDo'] !== whatToDo)
    return 'it should say what the table of problems says';
  const detail = code === 'scope_missing' ? `This call takes a key with the scope ${scope}.` : undefined;
  return problem['detail'] === detail ? null : `the detail should be ${detail ?? 'absent'}`;
}

function parsed(text: string): unknown {
  return text === '' ? null : JSON.parse(text);
}

function withoutId(text: string): string {
  return text.replace(/"requestId":"[^"]*"/, '');
}
