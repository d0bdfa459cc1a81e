// Puts the authorization and all works on their paths, with the trouble that was ordered for them.
// Must never answer before the books are settled, nor with another HTTP status than 200 unless trouble was ordered.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { jsonText } from '../../ground/json-text.js';
import { type AuthCall, authorize, refusedAuthorization } from '../auth/authorize.js';
import { purposeOf } from '../auth/purposes.js';
import { baseOf, pathOf } from '../addresses.js';
import { readAnyBody, type Values } from '../bodies.js';
import { dress } from '../dress.js';
import { type CallEndpoint, declineOf, type Fault, type StruckCall, type Trouble } from '../faults.js';
import { Fields } from '../fields.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import type { Wire } from '../wire.js';
import { type Work, WORKS } from './works.js';

type CallRequest = FastifyRequest<{ Querystring: { ACT_?: string } }>;

export function callRoutes(simulator: Simulator) {
  return (scope: FastifyInstance, _options: unknown, done: () => void): void => {
    readAnyBody(scope);
    scope.post('/php/auth.php', (request, reply) => answerAuth(simulator, request, reply));
    for (const [path, works] of Object.entries(WORKS)) {
      scope.post(path, (request: CallRequest, reply) => {
        const work = works.find(({ act }) => act === request.query.ACT_) ?? works[0];
        return answerWork(simulator, work, request, reply);
      });
    }
    done();
  };
}

function answerAuth(simulator: Simulator, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const fields = fieldsOf(request);
  const struck = { purpose: purposeOf(fields) };
  const trouble = simulator.faults.take('auth', struck);
  const call: AuthCall = { fields, referer: request.headers.referer, base: baseOf(simulator, request) };
  return answer(simulator, reply, { endpoint: 'auth', call: struck, trouble }, (decline) => {
    try {
      if (decline) throw decline;
      return authorize(simulator, call);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refusedAuthorization(error);
    }
  });
}

function answerWork(
  simulator: Simulator,
  work: Work,
  request: CallRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fields = fieldsOf(request);
  const { endpoint } = work;
  const struck = { oid: oidOf(simulator, fields) };
  const trouble = simulator.faults.take(endpoint, struck);
  const { other } = trouble;
  return answer(simulator, reply, { endpoint, call: struck, trouble }, (decline) => {
    const wire = runWork(simulator, work, fields, request, other?.effect === 'after' ? undefined : decline);
    const isDone = wire[`${prefixOf(work)}_RST`] === 'success';
    const refused = decline && other?.effect === 'after' && isDone ? decline : undefined;
    const told = refused ? refusalWire(simulator, work, fields, refused) : wire;
    return dress(simulator.habits, told, work.endpoint);
  });
}

function runWork(
  simulator: Simulator,
  work: Work,
  fields: Fields,
  request: CallRequest,
  decline: Refusal | undefined,
): Wire {
  try {
    const wire = work.call(simulator, {
      fields,
      path: pathOf(request),
      referer: request.headers.referer,
      isRightAct: work.act === null || request.query.ACT_ === work.act,
      decline,
    });
    return { [`${prefixOf(work)}_RST`]: 'success', ...wire };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusalWire(simulator, work, fields, error);
  }
}

/** A no names the code and what the caller said it was about, nothing more. */
function refusalWire(simulator: Simulator, work: Work, fields: Fields, refusal: Refusal): Wire {
  const session = simulator.books.sessions.get(fields.text('PCD_AUTH_KEY'));
  const echoed = ['PCD_PAY_TYPE', 'PCD_PAY_OID', 'PCD_PAYER_ID', 'PCD_PAYER_NO'].filter((name) => fields.has(name));
  const oid = oidOf(simulator, fields);
  const prefix = prefixOf(work);
  return {
    [`${prefix}_RST`]: 'error',
    // A link's answer has no code of its own; there it is in the message alone.
    ...(prefix === 'PCD_PAY' ? { PCD_PAY_CODE: refusal.code } : {}),
    [`${prefix}_MSG`]: refusal.messageFor(simulator.books.merchants.get(session?.cstId ?? '')),
    ...(oid === undefined ? {} : { PCD_PAY_OID: oid }),
    ...Object.fromEntries(echoed.map((name) => [name, fields.text(name)])),
  };
}

function prefixOf(work: Work): 'PCD_PAY' | 'PCD_LINK' {
  return work.prefix ?? 'PCD_PAY';
}

/** What a fault may strike, and what struck it already. */
interface Struck {
  readonly endpoint: CallEndpoint;
  readonly call: StruckCall;
  readonly trouble: Trouble;
}

async function answer(
  simulator: Simulator,
  reply: FastifyReply,
  { endpoint, call, trouble: { delay, other } }: Struck,
  run: (decline: Refusal | undefined) => Record<string, unknown>,
): Promise<FastifyReply> {
  if (delay?.effect === 'before') await simulator.notices.pause(delay.delayMs);
  if (other && breaksBefore(other)) return breakOff(other, reply);
  const wire = run(other?.fault === 'decline' ? declineOf(other) : undefined);
  if (delay?.effect === 'after') await simulator.notices.pause(delay.delayMs);
  await simulator.books.settled();
  if (other && other.fault !== 'decline') return breakOff(other, reply);
  const odd = simulator.faults.takeOdd(endpoint, call, wire);
  const told = simulator.oddAnswers.spoil(endpoint, wire, odd);
  return reply.type('application/json; charset=UTF-8').send(jsonText(told));
}

function breaksBefore(fault: Fault): boolean {
  if (fault.fault === 'drop_before_effect') return true;
  return (fault.fault === 'http_500' || fault.fault === 'garbage') && fault.effect === 'before';
}

/** Ends the call the way the fault says: no answer at all, an error page, or something that is not JSON. */
function breakOff(fault: Fault, reply: FastifyReply): FastifyReply {
  if (fault.fault === 'http_500') {
    return reply
      .code(500)
      .type('text/html; charset=UTF-8')
      .send('<html><body><h1>500 Internal Server Error</h1></body></html>');
  }
  if (fault.fault === 'garbage') {
    return reply
      .type('text/html; charset=UTF-8')
      .send('<html><body>시스템 점검 중입니다. {"PCD_PAY_RST":"succ</body></html>');
  }
  reply.hijack();
  reply.request.raw.socket.destroy();
  return reply;
}

function fieldsOf(request: FastifyRequest): Fields {
  return new Fields((request.body ?? {}) as Values);
}

/** A confirm names its order only by the key of its window. */
function oidOf(simulator: Simulator, fields: Fields): string | undefined {
  const named = fields.text('PCD_PAY_OID', 255);
  if (named !== '') return named;
  return simulator.books.windowOfRequest(fields.text('PCD_PAY_REQKEY'))?.order.oid;
}
