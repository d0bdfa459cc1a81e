// What log lines say, and what they never say.
import { expect, test } from 'vitest';
import { withRequestId } from '../request-context.js';
import { JsonLogger, type LogLevel } from './logger.js';

function lines(write: (logger: JsonLogger) => void, level: LogLevel = 'debug'): Record<string, unknown>[] {
  const texts: string[] = [];
  write(new JsonLogger(level, { write: (text) => void texts.push(text) }));
  return texts.map((text) => JSON.parse(text) as Record<string, unknown>);
}

test('a message becomes one JSON line with its level, context and the request it belongs to', () => {
  const [line] = lines((logger) => withRequestId('req-1', () => logger.warn('Something', 'Orders')));
  expect(line).toEqual({
    level: 'warn',
    time: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    requestId: 'req-1',
    context: 'Orders',
    msg: 'Something',
  });
});

test('known fields are shown and unknown ones are hidden', () => {
  const [line] = lines((logger) =>
    logger.log({ message: 'request', status: 200, orderId: 'ord_1', cardNumber: '4111', route: { a: 1 } }, 'Http'),
  );
  expect(line).toMatchObject({
    msg: 'request',
    status: 200,
    orderId: 'ord_1',
    cardNumber: '[hidden]',
    route: '[hidden]',
  });
});

test.each(['orderId', 'paymentId', 'cancellationId', 'billingKeyId', 'cashReceiptId', 'webhookEndpointId', 'apiKeyId'])(
  'a line about something says which one it is, by its %s',
  (field) => {
    const [line] = lines((logger) => logger.log({ message: 'something happened', [field]: 'xxx_1' }));
    expect(line?.[field]).toBe('xxx_1');
  },
);

test('an error shows its name, message, code and stack, and nothing that a library attached', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    query: 'INSERT INTO secrets',
    parameters: ['secret-parameter'],
    config: { headers: { Authorization: 'Bearer secret-token' } },
  });
  const [line] = lines((logger) => logger.error({ message: 'A request failed', error }));
  expect(line).toMatchObject({ error: { type: 'Error', message: 'duplicate key', code: '23505' } });
  expect(JSON.stringify(line)).toContain('logger.spec');
  expect(JSON.stringify(line)).not.toMatch(/secret/);
});

test.each([
  ['key gy_live_abcdefghijklmnop used', 'key gy_[hidden] used'],
  ['signed with whsec_bm90LWEtc2VjcmV0/+8=', 'signed with whsec_[hidden]'],
  ['Authorization: Bearer abc.def-ghi', 'Authorization: Bearer [hidden]'],
  ['connect postgres://gyeolje:hunter2@db:5432/x', 'connect postgres://gyeolje:[hidden]@db:5432/x'],
  ['card 4111111111111111 declined', 'card [digits] declined'],
  ['1000 won after 30 s', '1000 won after 30 s'],
])('in "%s" what looks like a secret is taken out', (text, shown) => {
  expect(lines((logger) => logger.log(text))[0]?.['msg']).toBe(shown);
  expect(lines((logger) => logger.error(new Error(text)))[0]?.['msg']).toBe(shown);
  expect(lines((logger) => logger.log({ message: 'x', reason: text }))[0]?.['reason']).toBe(shown);
});

test('what Nest says about everything it loads is for debugging', () => {
  expect(lines((logger) => logger.log('AppModule dependencies initialized', 'InstanceLoader'), 'info')).toEqual([]);
});

test('a silent log writes nothing', () => {
  expect(lines((logger) => logger.error('x'), 'silent')).toEqual([]);
});
