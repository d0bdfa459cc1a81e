// Reads what scripts and pages send to the control API, strictly, so that a typing error never passes for a test.
// Must never fill a gap with a guess that the README does not state.
import { isIP } from 'node:net';
import { type OddOrder, readOddOrder } from '../../ground/odd-answers.js';
import { ANSWER_FIELDS } from '../answer-fields.js';
import type { Merchant, Sheet } from '../books/rows.js';
import { PG_TEXTS, SEEN, textOf } from '../codes.js';
import { NOTIFY_WAYS, type NotifyWay } from '../deposits.js';
import { type Endpoint, ENDPOINTS, type Fault, faultsOf } from '../faults.js';
import { isRecord, LARGEST_AMOUNT_WON } from '../fields.js';
import type { Habits } from '../simulator.js';
import { choiceOf, METHODS } from '../sheet/choices.js';
import type { Act } from '../sheet/outcomes.js';
import { CARD_COMPANIES } from '../wire.js';
import { BadInput } from './bad-input.js';
import type { SiteRefund } from './refunds.js';

type Input = Record<string, unknown>;

const OUTCOMES = [...METHODS, 'cancel', 'close', 'decline'] as const;
const USUAL_CARD = { companyCode: 'CCLG', installmentMonths: '00', partCancelPossible: true } as const;

/** Answers a decline code: a number is PAYCO's result code, anything else an issuer's code under 4505. */
function readCodes(input: Input): { code: number | null; pgErrorCode: string | null } {
  const given = input.code === undefined || input.code === null || input.code === '' ? null : input.code;
  const pgErrorCode = text(input, 'pgErrorCode');
  if (given === null) return { code: null, pgErrorCode };
  if (typeof given === 'string' && Object.hasOwn(PG_TEXTS, given)) return { code: SEEN.declined, pgErrorCode: given };
  const code = Number(given);
  if (!Number.isInteger(code) || code === 0) {
    throw new BadInput(
      `"code" must be a result code other than 0 or an issuer's code such as CC61, not ${JSON.stringify(given)}`,
    );
  }
  return { code, pgErrorCode };
}

export function readAct(body: unknown, sheet: Sheet): Act {
  const input = record(body);
  const outcome = oneOf(input, 'outcome', OUTCOMES);
  if (outcome === 'cancel' || outcome === 'close') return { kind: outcome };
  const choice = choiceOf(
    {
      method: outcome === 'decline' ? 'card' : outcome,
      card: readCard(input),
      couponCode: oneOf(input, 'couponMethodCode', ['75', '76', '77'], '75'),
      couponWon: integer(input, 'couponAmt', 1, sheet.totalWon),
      pointWon: integer(input, 'pointAmt', 1, sheet.totalWon),
    },
    sheet.totalWon,
  );
  if (typeof choice === 'string') throw new BadInput(choice);
  if (outcome !== 'decline') return { kind: 'pay', choice, declineWith: null };
  const { code, pgErrorCode } = readCodes(input);
  // An issuer declines at the approval, so the buyer still comes back with a success first.
  if (pgErrorCode !== null) return { kind: 'pay', choice, declineWith: pgErrorCode };
  const number = code ?? SEEN.declined;
  return { kind: 'decline', choice, code: number, message: text(input, 'message') ?? textOf(number) };
}

function readCard(input: Input) {
  const companyCode = text(input, 'cardCompanyCode') ?? USUAL_CARD.companyCode;
  if (!Object.hasOwn(CARD_COMPANIES, companyCode)) {
    throw new BadInput(`"cardCompanyCode" must be one of ${Object.keys(CARD_COMPANIES).join(', ')}`);
  }
  const installmentMonths = text(input, 'installmentMonths') ?? USUAL_CARD.installmentMonths;
  if (!/^\d\d$/.test(installmentMonths))
    throw new BadInput('"installmentMonths" must be two digits, such as "00" or "03"');
  return {
    companyCode,
    installmentMonths,
    partCancelPossible: oneOf(input, 'partCancelPossibleYn', ['Y', 'N'], 'Y') === 'Y',
  };
}

export function readFault(body: unknown): Fault {
  const input = record(body);
  const endpoint = oneOf(input, 'endpoint', ENDPOINTS);
  const fault = oneOf(input, 'fault', faultsOf(endpoint));
  const delayMs = integer(input, 'delayMs', 0, 600_000);
  if (fault === 'delay' && delayMs === null) throw new BadInput('"delayMs" is required with the fault "delay"');
  const percent = number(input, 'percent', 0, 100);
  const count = integer(input, 'count', 1, 1_000_000);
  if (percent !== null && count !== null) throw new BadInput('"count" and "percent" exclude each other');
  return {
    endpoint,
    fault,
    // A delayed call usually has taken effect already: that is what makes a client time out on a payment that was made.
    effect: oneOf(
      input,
      'effect',
      ['before', 'after'],
      fault === 'delay' || fault === 'drop_after_effect' ? 'after' : 'before',
    ),
    delayMs: delayMs ?? 0,
    ...readCodes(input),
    message: text(input, 'message'),
    orderKey: text(input, 'orderKey'),
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

export function readNotifyWay(body: unknown): NotifyWay {
  return oneOf(record(body ?? {}), 'notify', NOTIFY_WAYS, 'normal');
}

/** Nobody is told of a refund made at PAYCO, so a notice cannot be asked for. */
export function readSiteRefund(body: unknown): SiteRefund {
  const input = record(body ?? {});
  const wantsNotice = ![undefined, null, '', false, 'false'].includes(input.notice as string);
  if (wantsNotice || integer(input, 'delayNoticeMs', 0, 600_000) !== null) {
    throw new BadInput('PAYCO tells nobody of refunds made on its site, so there is no "notice"');
  }
  return {
    amountWon: integer(input, 'amountWon', 1, LARGEST_AMOUNT_WON),
    taxFreeWon: integer(input, 'taxFreeWon', 0, LARGEST_AMOUNT_WON),
    reason: oneOf(input, 'reason', ['refund', 'chargeback'], 'refund'),
  };
}

export function readMerchant(body: unknown, known: (sellerKey: string) => Merchant | undefined): Merchant {
  const input = record(body);
  const sellerKey = requiredText(input, 'sellerKey', 100);
  const product = { cpId: requiredText(input, 'cpId', 30), productId: requiredText(input, 'productId', 50) };
  const others = (known(sellerKey)?.products ?? []).filter(
    (entry) => entry.cpId !== product.cpId || entry.productId !== product.productId,
  );
  return { sellerKey, products: [...others, product], allowedIps: readAllowedIps(input.allowedIps) };
}

function readAllowedIps(value: unknown): string[] | null {
  if (value === undefined || value === null) return null;
  const isAddress = (item: unknown): item is string => typeof item === 'string' && isIP(item) !== 0;
  if (!Array.isArray(value) || !value.every(isAddress))
    throw new BadInput('"allowedIps" must be a list of IP addresses');
  return value;
}

export function readHabits(body: unknown): Partial<Habits> {
  const input = record(body);
  const habits: Partial<Habits> = {};
  for (const [name, value] of Object.entries(input)) {
    if (name === 'repeatedCancelCode' && (value === 1301 || value === 1309)) habits.repeatedCancelCode = value;
    else if (name === 'paidKeyCode' && (value === 1005 || value === 1001)) habits.paidKeyCode = value;
    else if (name === 'impossibleAmountTells' && (value === 'balance' || value === 'zero')) habits[name] = value;
    else if (isSwitch(name) && typeof value === 'boolean') habits[name] = value;
    else throw new BadInput(`${JSON.stringify(name)} cannot be set to ${JSON.stringify(value)}`);
  }
  return habits;
}

function isSwitch(name: string): name is 'redirectUrlOnErrors' | 'unknownFields' | 'decimalsInCancels' {
  return name === 'redirectUrlOnErrors' || name === 'unknownFields' || name === 'decimalsInCancels';
}

function record(body: unknown): Input {
  if (!isRecord(body)) throw new BadInput('send a JSON object with the header Content-Type: application/json');
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

function text(input: Input, name: string): string | null {
  const value = input[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw new BadInput(`"${name}" must be a string`);
  return value;
}

function requiredText(input: Input, name: string, longest: number): string {
  const value = text(input, name);
  if (value === null || value.length > longest)
    throw new BadInput(`"${name}" must be a string of 1 to ${longest} characters`);
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
