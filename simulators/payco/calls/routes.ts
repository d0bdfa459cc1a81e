// Puts the eight calls on their paths, in PAYCO's envelope, with the trouble that was ordered for them.
// Must never answer before the books are settled, nor with another HTTP status than 200 unless trouble was ordered.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { SEEN, SUCCESS, textOf } from '../codes.js';
import { toJsonText } from '../decimals.js';
import { deposit } from '../deposits.js';
import { type CallEndpoint, declineOf, type Fault } from '../faults.js';
import { Fields, isRecord, parseJson, RESERVE_PREFIX } from '../fields.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import type { FailureWire, SuccessWire } from '../wire.js';
import { approve } from './approve.js';
import type { Call } from './call.js';
import { cancel } from './cancel.js';
import { checkAvailability } from './check-availability.js';
import { cancelMileage } from './mileage.js';
import { updateProductStatus } from './product-status.js';
import { reserve } from './reserve.js';
import { checkUsability } from './usability.js';
import { verify } from './verify.js';

const ROUTES: readonly { path: string; endpoint: CallEndpoint; call: Call }[] = [
  { path: '/outseller/order/reserve', endpoint: 'reserve', call: reserve },
  { path: '/outseller/payment/approval', endpoint: 'approval', call: approve },
  { path: '/outseller/order/cancel', endpoint: 'cancel', call: cancel },
  // An older name that one shop platform still uses.
  { path: '/outseller/order/cancel/request', endpoint: 'cancel', call: cancel },
  { path: '/outseller/order/cancel/checkAvailability', endpoint: 'checkAvailability', call: checkAvailability },
  { path: '/outseller/payment/approval/getDetailForVerify', endpoint: 'verify', call: verify },
  { path: '/outseller/order/updateOrderProductStatus', endpoint: 'productStatus', call: updateProductStatus },
  { path: '/outseller/order/cancel/partMileage', endpoint: 'mileage', call: cancelMileage },
  { path: '/outseller/code/checkUsability', endpoint: 'usability', call: checkUsability },
];

type Answer = SuccessWire | FailureWire;

export function callRoutes(simulator: Simulator) {
  return (scope: FastifyInstance, _options: unknown, done: () => void): void => {
    // The body is read as text whatever it claims to be: what is not JSON gets 1001 like any other bad parameter.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => parsed(null, body));
    for (const { path, endpoint, call } of ROUTES) {
      scope.post(path, (request, reply) => answerCall(simulator, endpoint, call, request, reply));
    }
    done();
  };
}

async function answerCall(
  simulator: Simulator,
  endpoint: CallEndpoint,
  call: Call,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const values = typeof request.body === 'string' ? parseJson(request.body) : undefined;
  const { delay, other } = simulator.faults.take(endpoint, orderKeyOf(simulator, values));
  if (delay?.effect === 'before') await simulator.notices.pause(delay.delayMs);
  if (other && breaksBefore(other)) return breakOff(other, reply);
  const answer = runCall(simulator, endpoint, call, values, request.ip, other);
  if (endpoint === 'approval' && answer.code === SUCCESS) await depositEarly(simulator, values);
  if (delay?.effect === 'after') await simulator.notices.pause(delay.delayMs);
  await simulator.books.settled();
  if (endpoint === 'approval' && answer.code === SUCCESS) replayReturn(simulator, values);
  if (other && other.fault !== 'decline') return breakOff(other, reply);
  const text = toText(simulator, endpoint, orderKeyOf(simulator, values), answer);
  return reply.type('application/json;charset=UTF-8').send(text);
}

function runCall(
  simulator: Simulator,
  endpoint: CallEndpoint,
  call: Call,
  values: unknown,
  ip: string,
  fault: Fault | undefined,
): Answer {
  try {
    if (!isRecord(values)) throw new Refusal(SEEN.invalidParameter);
    const fields = new Fields(values, endpoint === 'reserve' ? RESERVE_PREFIX : '');
    const merchant = simulator.books.merchants.get(fields.text('sellerKey', 100));
    if (!merchant) throw new Refusal(SEEN.unknownSeller);
    if (merchant.allowedIps && !merchant.allowedIps.includes(ip)) throw new Refusal(SEEN.ipNotAllowed);
    const decline = fault?.fault === 'decline' ? declineOf(fault) : undefined;
    const result = call(simulator, { fields, merchant, decline });
    return { ...(result === undefined ? {} : { result }), code: SUCCESS, message: 'success' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return {
      ...(error.pgErrorCode === undefined ? {} : { pgErrorCode: error.pgErrorCode }),
      code: error.code,
      message: error.message,
      ...(simulator.habits.redirectUrlOnErrors ? { redirectUrl: null } : {}),
    };
  }
}

/** The answer as it leaves, with what was ordered to be odd about it. */
function toText(simulator: Simulator, endpoint: CallEndpoint, orderKey: string | undefined, answer: Answer): string {
  const whole = withUnknownFields(simulator, answer);
  const odd = simulator.faults.takeOdd(endpoint, orderKey, whole);
  return toJsonText(simulator.oddAnswers.spoil(endpoint, whole, odd), simulator.habits.decimalsInCancels);
}

function withUnknownFields(simulator: Simulator, answer: Answer): unknown {
  if (!simulator.habits.unknownFields) return answer;
  const extra = { unannouncedField: { note: textOf(SEEN.unknownError) } };
  const result = 'result' in answer && isRecord(answer.result) ? { result: { ...answer.result, ...extra } } : {};
  return { ...answer, ...result, ...extra };
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
      .type('text/html;charset=UTF-8')
      .send('<html><body><h1>500 Internal Server Error</h1></body></html>');
  }
  if (fault.fault === 'garbage') {
    return reply
      .type('text/html;charset=UTF-8')
      .send('<html><body>시스템 점검 중입니다. {"result":{"orderNo":"2</body></html>');
  }
  reply.hijack();
  reply.request.raw.socket.destroy();
  return reply;
}

/** Some calls name the order only by PAYCO's numbers. */
function orderKeyOf(simulator: Simulator, values: unknown): string | undefined {
  if (!isRecord(values)) return undefined;
  if (typeof values.sellerOrderReferenceKey === 'string') return values.sellerOrderReferenceKey;
  return typeof values.orderNo === 'string' ? simulator.books.payments.get(values.orderNo)?.orderKey : undefined;
}

/** When ordered, the deposit and its notice overtake the answer of the approval. */
async function depositEarly(simulator: Simulator, values: unknown): Promise<void> {
  const payment = paymentJustApproved(simulator, values);
  if (payment?.completedAt === null && simulator.faults.takeEarlyDeposit(payment.orderKey)) {
    await deposit(simulator, payment, 'normal');
  }
}

function replayReturn(simulator: Simulator, values: unknown): void {
  const payment = paymentJustApproved(simulator, values);
  const url = payment && simulator.books.sheets.get(payment.reserveOrderNo)?.replayUrl;
  if (payment && url) simulator.notices.visit(payment.orderNo, url);
}

function paymentJustApproved(simulator: Simulator, values: unknown) {
  if (!isRecord(values) || typeof values.reserveOrderNo !== 'string') return undefined;
  const orderNo = simulator.books.sheets.get(values.reserveOrderNo)?.orderNo;
  return orderNo ? simulator.books.payments.get(orderNo) : undefined;
}
