// Reads what scripts and pages send to the control API, strictly, so that a typing error never passes for a test.
// Must never fill a gap with a guess that the README does not state.
import { type OddOrder, readOddOrder } from '../../ground/odd-answers.js';
import { ANSWER_FIELDS } from '../answer-fields.js';
import type { Merchant, PayType } from '../books/rows.js';
import { isRecord } from '../bodies.js';
import { type Endpoint, ENDPOINTS, type Fault, faultsOf } from '../faults.js';
import { LARGEST_AMOUNT_WON } from '../fields.js';
import { HABIT_VALUES, type Habits } from '../habits.js';
import { CARD_KINDS, type CardKind } from '../instruments.js';
import { OUTCOMES, type Outcome } from '../window/deeds.js';
import { WORK_URLS } from '../auth/purposes.js';
import { BadInput } from './bad-input.js';

type Input = Record<string, unknown>;

export function readFault(body: unknown): Fault {
  const input = record(body);
  const endpoint = oneOf(input, 'endpoint', ENDPOINTS);
  const fault = oneOf(input, 'fault', faultsOf(endpoint));
  const delayMs = integer(input, 'delayMs', 0, 600_000);
  if (fault === 'delay' && delayMs === null) throw new BadInput('"delayMs" is required with the fault "delay"');
  const percent = number(input, 'percent', 0, 100);
  const count = integer(input, 'count', 1, 1_000_000);
  if (percent !== null && count !== null) throw new BadInput('"count" and "percent" exclude each other');
  const isLate = fault === 'delay' || fault === 'drop_after_effect';
  return {
    endpoint,
    fault,
    // A delayed call usually has taken effect already: that is what makes a client time out on a payment that was made.
    effect: oneOf(input, 'effect', ['before', 'after'], isLate ? 'after' : 'before'),
    delayMs: delayMs ?? 0,
    code: readCode(input),
    message: text(input, 'message'),
    oid: text(input, 'oid'),
    purpose: readPurpose(input, endpoint),
    ...readOdd(input, fault, endpoint),
    left: percent === null ? (count ?? 1) : null,
    percent,
  };
}

function readOdd(input: Input, fault: string, endpoint: Endpoint): OddOrder {
  const order = readOddOrder(input, fault, endpoint, ANSWER_FIELDS[endpoint]);
  if (typeof order === 'string') throw new BadInput(order);
  return order;
}

/** A code is text: 3112 as a number loses nothing, but 0002 would. */
function readCode(input: Input): string | null {
  const code = typeof input.code === 'number' ? String(input.code) : text(input, 'code');
  if (code === null || /^([A-Z]{4}[0-9A-Z]{3,4}|[A-Z]{5}\d{3,4}|\d{4})$/.test(code)) return code;
  throw new BadInput(
    `"code" must be one of Payple's codes such as SPCD1001, or four digits, not ${JSON.stringify(code)}`,
  );
}

function readPurpose(input: Input, endpoint: string): string | null {
  if (text(input, 'purpose') === null) return null;
  if (endpoint !== 'auth') throw new BadInput('"purpose" goes with the endpoint "auth" only');
  return oneOf(input, 'purpose', Object.keys(WORK_URLS));
}

export interface WindowRun {
  readonly parameters: Readonly<Record<string, string>>;
  readonly outcome: Outcome;
  readonly pageUrl: string | null;
  readonly card: CardKind;
  readonly quota: string;
}

export function readWindowRun(body: unknown): WindowRun {
  const input = record(body);
  const parameters = record(input.parameters, '"parameters" must be an object: what the page hands to the script');
  return {
    parameters: Object.fromEntries(
      Object.entries(parameters).flatMap(([name, value]): [string, string][] => {
        if (value === null || value === undefined) return [];
        if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
          return [[name, String(value)]];
        }
        throw new BadInput(`"parameters.${name}" must be a text or a number`);
      }),
    ),
    outcome: oneOf(input, 'outcome', OUTCOMES),
    pageUrl: readUrl(input, 'origin'),
    card: oneOf(input, 'card', CARD_KINDS, 'good'),
    quota: text(input, 'quota') ?? '00',
  };
}

export interface SiteRefund {
  /** null means all that is left. */
  readonly amountWon: number | null;
  readonly taxFreeWon: number | null;
  readonly reason: 'refund' | 'chargeback';
  /** null leaves it to the habit. */
  readonly tells: boolean | null;
  readonly delayNoticeMs: number;
  /** The merchant, when two have the same order number. */
  readonly cstId: string | null;
}

export function readSiteRefund(body: unknown): SiteRefund {
  const input = record(body ?? {});
  return {
    amountWon: integer(input, 'amountWon', 1, LARGEST_AMOUNT_WON),
    taxFreeWon: integer(input, 'taxFreeWon', 0, LARGEST_AMOUNT_WON),
    reason: oneOf(input, 'reason', ['refund', 'chargeback'], 'refund'),
    tells: readTells(input.notice),
    delayNoticeMs: integer(input, 'delayNoticeMs', 0, 600_000) ?? 0,
    cstId: text(input, 'cstId'),
  };
}

/** The control page can only send text. */
function readTells(value: unknown): boolean | null {
  if (value === undefined || value === null || value === '') return null;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new BadInput('"notice" must be true or false');
}

export interface LinkRun {
  /** null takes the first the link offers. */
  readonly type: PayType | null;
  readonly outcome: Outcome;
  readonly card: CardKind;
  readonly quota: string;
}

export function readLinkRun(body: unknown): LinkRun {
  const input = record(body ?? {});
  return {
    type: text(input, 'type') === null ? null : oneOf<PayType>(input, 'type', ['card', 'transfer']),
    outcome: oneOf(input, 'outcome', OUTCOMES, 'pay'),
    card: oneOf(input, 'card', CARD_KINDS, 'good'),
    quota: text(input, 'quota') ?? '00',
  };
}

export interface Removal {
  readonly when: 'now' | 'next_charge';
  readonly tells: boolean;
}

export function readRemoval(body: unknown): Removal {
  const input = record(body ?? {});
  return {
    when: oneOf(input, 'when', ['now', 'next_charge'], 'now'),
    tells: flag(input, 'notify', true),
  };
}

/** A new merchant, or changes to a known one. */
export function readMerchant(body: unknown, find: (cstId: string) => Merchant | undefined): Merchant {
  const input = record(body);
  const cstId = text(input, 'cstId');
  if (cstId === null || cstId.length > 12) throw new BadInput('"cstId" must be a string of 1 to 12 characters');
  const known = find(cstId);
  const given = (name: string, usual: string | undefined): string => {
    const value = text(input, name) ?? usual;
    if (value === undefined) throw new BadInput(`"${name}" is required for a new merchant`);
    return value;
  };
  return {
    cstId,
    custKey: given('custKey', known?.custKey),
    clientKey: given('clientKey', known?.clientKey ?? ''),
    refundKey: given('refundKey', known?.refundKey),
    live: flag(input, 'live', known?.live ?? false),
    domains: input.domains === undefined ? (known?.domains ?? null) : readDomains(input.domains),
    noticeUrl: input.noticeUrl === undefined ? (known?.noticeUrl ?? null) : readUrl(input, 'noticeUrl'),
    removalNoticeUrl:
      input.removalNoticeUrl === undefined ? (known?.removalNoticeUrl ?? null) : readUrl(input, 'removalNoticeUrl'),
  };
}

function readDomains(value: unknown): string[] | null {
  if (value === null) return null;
  const isDomain = (item: unknown): item is string => typeof item === 'string' && /^[a-z0-9.-]+$/.test(item);
  if (!Array.isArray(value) || !value.every(isDomain)) throw new BadInput('"domains" must be a list of host names');
  return value;
}

export function readHabits(body: unknown): Partial<Habits> {
  const input = record(body);
  const habits: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    const values: readonly unknown[] = Object.hasOwn(HABIT_VALUES, name)
      ? HABIT_VALUES[name as keyof typeof HABIT_VALUES]
      : [];
    // The control page can only send text.
    const meant = values.find((allowed) => allowed === value || String(allowed) === value);
    if (meant === undefined) {
      const allowed = values.length === 0 ? 'there is no such habit' : `it may be ${values.join(', ')}`;
      throw new BadInput(`${JSON.stringify(name)} cannot be set to ${JSON.stringify(value)}: ${allowed}`);
    }
    habits[name] = meant;
  }
  return habits;
}

function readUrl(input: Input, name: string): string | null {
  const value = text(input, name);
  if (value === null) return null;
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new BadInput(`"${name}" must be an absolute http address, not ${JSON.stringify(value)}`);
  }
  return value;
}

function record(body: unknown, sentence = 'send a JSON object with the header Content-Type: application/json'): Input {
  if (!isRecord(body)) throw new BadInput(sentence);
  return body;
}

function oneOf<Word extends string>(input: Input, name: string, allowed: readonly Word[], usual?: Word): Word {
  const value = input[name] === '' ? undefined : input[name];
  if (value === undefined && usual !== undefined) return usual;
  const word = allowed.find((candidate) => candidate === value);
  if (word === undefined) {
    const got = value === undefined ? 'it is missing' : `got ${JSON.stringify(value)}`;
    throw new BadInput(`"${name}" must be one of ${allowed.join(', ')}; ${got}`);
  }
  return word;
}

function flag(input: Input, name: string, usual: boolean): boolean {
  const value = input[name] ?? usual;
  if (typeof value !== 'boolean') throw new BadInput(`"${name}" must be true or false`);
  return value;
}

function text(input: Input, name: string): string | null {
  const value = input[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw new BadInput(`"${name}" must be a string`);
  return value;
}

function number(input: Input, name: string, least: number, most: number): number | null {
  const value = input[name];
  if (value === undefined || value === null || value === '') return null;
  const amount = typeof value === 'string' ? Number(value) : value;
  if (typeof amount !== 'number' || !(amount >= least && amount <= most)) {
    throw new BadInput(`"${name}" must be a number from ${least} to ${most}, not ${JSON.stringify(value)}`);
  }
  return amount;
}

function integer(input: Input, name: string, least: number, most: number): number | null {
  const value = number(input, name, least, most);
  if (value !== null && !Number.isInteger(value)) throw new BadInput(`"${name}" must be a whole number`);
  return value;
}
