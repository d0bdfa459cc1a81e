// A merchant's server that answers webhooks well, badly, strangely or not at all, by the path.
// Must never answer with the words that only the inside may know: the platform shows what it was answered.
import { WebhookReceiver, type ReceiverAnswer } from '../../support/webhook-receiver.js';

const ODD_ANSWERS: readonly ReceiverAnswer[] = [
  { status: 200, body: '\u0000\ud800\u202e결제 👩‍👩‍👧' },
  { status: 299, body: '가'.repeat(100_000) },
  { status: 301, headers: { location: 'http://127.0.0.1:1/' } },
  { status: 302, headers: { location: '/hooks' }, body: '<html>' },
  { status: 401, headers: { 'www-authenticate': 'Basic', 'set-cookie': 'a=b' } },
  { status: 410 },
  { status: 503, headers: { 'retry-after': '-1' }, body: '{"a":' },
];

/** Tells nobody's time: the answers come in turn. */
export async function startOddReceiver(): Promise<WebhookReceiver> {
  const receiver = await new WebhookReceiver().start();
  let odd = 0;
  receiver.answer = ({ path }) => {
    // Nobody reads what arrived.
    receiver.arrivals.length = 0;
    if (path.startsWith('/hang')) return 'hang';
    if (path.startsWith('/broken')) return { status: 500 };
    odd += 1;
    return path.startsWith('/odd') ? (ODD_ANSWERS[odd % ODD_ANSWERS.length] ?? 'hang') : { status: 204 };
  };
  return receiver;
}
