// What holds for every request, whatever is asked: bad input ends as a problem, never as a 500, and nothing leaks.
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, Module, Param, Post, Query } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { QueryFailedError } from 'typeorm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IsMetadata, IsText, IsWon, Optional } from '../../src/common/http/fields.js';
import { TakesForm } from '../../src/common/http/form-body.js';
import { BODY_LIMIT_BYTES } from '../../src/common/http/server.js';
import { Problem } from '../../src/common/problems.js';
import { currentRequestId } from '../../src/common/request-context.js';
import { createApp } from '../../src/create-app.js';

class Item {
  @IsText(1, 20) name: string;
}

class Ground {
  @IsWon() amountWon: number;
  @Optional() @IsText(1, 20) title?: string;
  @Optional() @IsMetadata() metadata?: Record<string, string>;
  @Optional() @ValidateNested({ each: true }) @Type(() => Item) items?: Item[];
}

class Page {
  @Optional() @Type(() => Number) @IsWon({ min: 1, max: 100 }) limit?: number;
}

@Controller('ground')
class GroundController {
  @Post() take(@Body() body: Ground): unknown {
    return { body, requestId: currentRequestId() };
  }

  @Get('list') list(@Query() page: Page): unknown {
    return page;
  }

  @Get('things/:id') show(@Param('id') id: string): unknown {
    return { id };
  }

  @Post('form') @TakesForm() form(@Body() body: Ground): unknown {
    return { body };
  }

  @Get('broken') broken(): never {
    const cause = Object.assign(new Error('relation "secret_table" does not exist'), { code: '42P01' });
    throw new QueryFailedError('SELECT secret_column FROM secret_table', ['secret-parameter'], cause);
  }

  @Get('refused') refused(): never {
    throw new Problem('too_many_requests', { detail: 'Slowly.', retryAfterSeconds: 7 });
  }
}

@Module({ controllers: [GroundController] })
class GroundModule {}

let app: NestFastifyApplication;
let port: number;
const log: string[] = [];

beforeAll(async () => {
  app = await createApp({ module: GroundModule, logDestination: { write: (line) => void log.push(line) } });
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.getHttpServer().address() as AddressInfo).port;
});

afterAll(() => app.close());

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

async function send(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, init);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

function post(
  path: string,
  body: string | Uint8Array<ArrayBuffer>,
  type: string | null = 'application/json',
): Promise<Answer> {
  // A Uint8Array carries no content type of its own, as a text would.
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return send(path, { method: 'POST', body: bytes, headers: type === null ? {} : { 'content-type': type } });
}

function expectProblem(answer: Answer, status: number, code: string): Record<string, unknown> {
  expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({
    status,
    type: 'application/problem+json; charset=utf-8',
  });
  const document = JSON.parse(answer.text) as Record<string, unknown>;
  expect(document).toMatchObject({ status, code, requestId: answer.headers.get('x-request-id') });
  return document;
}

describe('a body', () => {
  test('that is right is taken, with the request id known all along the way', async () => {
    const body = { amountWon: 100, metadata: { toString: 'x' }, items: [{ name: '책' }] };
    const answer = await post('/ground', JSON.stringify(body));
    expect(answer.status).toBe(201);
    expect(JSON.parse(answer.text)).toEqual({ body, requestId: answer.headers.get('x-request-id') });
  });

  test.each([
    ['nothing', ''],
    ['no JSON', 'amountWon=100'],
    ['half of JSON', '{"amountWon": 100'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number', '7'],
    ['a field missing', '{}'],
    ['an unknown field', '{"amountWon": 1, "colour": "red"}'],
    ['a text for a number', '{"amountWon": "100"}'],
    ['an object for a number', '{"amountWon": {"a": 1}}'],
    ['a fraction', '{"amountWon": 1.5}'],
    ['a negative amount', '{"amountWon": -1}'],
    ['an enormous number', '{"amountWon": 1e400}'],
    ['a field twice', '{"amountWon": 1, "amountWon": 2}'],
    ['__proto__', '{"amountWon": 1, "__proto__": {"admin": true}}'],
    ['__proto__ inside', '{"amountWon": 1, "metadata": {"__proto__": "x"}}'],
    ['constructor', '{"amountWon": 1, "constructor": {"prototype": {}}}'],
    ['a NUL character', '{"amountWon": 1, "title": "a\\u0000b"}'],
    ['a NUL character in a key', '{"amountWon": 1, "metadata": {"a\\u0000": "b"}}'],
    ['half a character', '{"amountWon": 1, "title": "\\ud83d"}'],
    ['a list of nulls', '{"amountWon": 1, "items": [null]}'],
    ['a list for an object', '{"amountWon": 1, "metadata": [["a", "b"]]}'],
    ['an object for a list', '{"amountWon": 1, "items": {"length": 1}}'],
    ['very many levels', `{"amountWon": 1, "items": ${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['very many levels of objects', `${'{"items":'.repeat(9_000)}1${'}'.repeat(9_000)}`],
  ])('with %s gets 400', async (_, body) => {
    expectProblem(await post('/ground', body), 400, 'malformed_request');
  });

  test('that is not UTF-8 gets 400', async () => {
    expectProblem(await post('/ground', Uint8Array.of(0x22, 0xff, 0xfe, 0x22)), 400, 'malformed_request');
  });

  test('that is as large as allowed is read, and one byte more gets 413', async () => {
    const filled = (length: number): string => `{"amountWon":1${' '.repeat(length - 15)}}`;
    expect((await post('/ground', filled(BODY_LIMIT_BYTES))).status).toBe(201);
    expectProblem(await post('/ground', filled(BODY_LIMIT_BYTES + 1)), 413, 'body_too_large');
  });

  test.each([
    'application/x-www-form-urlencoded',
    'text/plain',
    'application/xml',
    'multipart/form-data',
    'nonsense',
    null,
  ])('of the type %s gets 415', async (type) => {
    expectProblem(await post('/ground', '{"amountWon": 1}', type), 415, 'unsupported_media_type');
  });

  test('of a form is read where a route takes forms, and checked as any other', async () => {
    const form = 'application/x-www-form-urlencoded; charset=utf-8';
    const document = expectProblem(await post('/ground/form', 'amountWon=1&x=1', form), 400, 'malformed_request');
    expect(document['detail']).toMatch(/^x is not a field of this call\. amountWon must be /);
  });
});

describe('a request', () => {
  test.each([
    ['/nowhere', 404, 'not_found'],
    ['/ground/', 404, 'not_found'],
    ['/ground/things/%00', 400, 'malformed_request'],
    ['/ground/things/%zz', 400, 'malformed_request'],
    [`/ground/things/${'x'.repeat(300)}`, 400, 'malformed_request'],
    ['/ground/list?limit=%00', 400, 'malformed_request'],
    ['/ground/list?limit=1&limit=2', 400, 'malformed_request'],
    ['/ground/list?limit=1000', 400, 'malformed_request'],
    ['/ground/list?unknown=1', 400, 'malformed_request'],
    ['/ground', 405, 'method_not_allowed'],
    ['/ground/refused', 429, 'too_many_requests'],
  ])('for %s gets %i %s', async (path, status, code) => {
    expectProblem(await send(path), status, code);
  });

  test('with a method that the path does not take is told which it takes', async () => {
    const answer = await send('/ground', { method: 'DELETE' });
    expectProblem(answer, 405, 'method_not_allowed');
    expect(answer.headers.get('allow')).toBe('POST');
  });

  test('is told when to come back', async () => {
    expect((await send('/ground/refused')).headers.get('retry-after')).toBe('7');
  });

  test.each(['my-request_1234', 'a'.repeat(64)])('named %s keeps its name', async (id) => {
    const answer = await send('/nowhere', { headers: { 'x-request-id': id } });
    expect(answer.headers.get('x-request-id')).toBe(id);
  });

  test.each(['short', 'a'.repeat(65), 'with space 1', 'semi;colon;1'])('named "%s" gets a name of ours', async (id) => {
    const answer = await send('/nowhere', { headers: { 'x-request-id': id } });
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  test('that is not HTTP gets a problem too', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write('GARBAGE\r\n\r\n'));
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('close', () => resolve(text));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 [^]*application\/problem\+json[^]*"code":"malformed_request"/);
  });
});

describe('every answer', () => {
  test('tells browsers to run, frame and guess nothing, and to leave the opener of a payment window alone', async () => {
    const { headers } = await send('/ground/list');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
    expect(headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  test('to a fault of ours says nothing about it, and the log has the stack without query and parameters', async () => {
    log.length = 0;
    const answer = await send('/ground/broken?token=gy_test_0123456789abcdef', {
      headers: { authorization: 'Bearer gy_test_0123456789abcdef' },
    });
    const document = expectProblem(answer, 500, 'internal');
    expect(answer.text).not.toMatch(/secret|select|relation|stack|42P01/i);
    const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ msg, requestId, route, status }) => ({ msg, requestId, route, status }))).toEqual([
      { msg: 'A request failed', requestId: document['requestId'], route: '/ground/broken', status: undefined },
      { msg: 'request', requestId: document['requestId'], route: '/ground/broken', status: 500 },
    ]);
    expect(log[0]).toContain('http-ground.spec');
    expect(log.join('')).not.toMatch(/secret_column|secret-parameter|0123456789abcdef|token=/);
  });

  test('leaves one line in the log, with the route and never the address', async () => {
    log.length = 0;
    const answer = await send('/ground/things/tok_SECRET?also=SECRET');
    await post('/ground', '{"amountWon": "SECRET"}');
    await send('/SECRET');
    const lines = log.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toMatchObject({
      level: 'info',
      msg: 'request',
      method: 'GET',
      route: '/ground/things/:id',
      status: 200,
      durationMs: expect.any(Number) as number,
      requestId: answer.headers.get('x-request-id'),
    });
    expect(lines.map(({ route, status }) => [route, status])).toEqual([
      ['/ground/things/:id', 200],
      ['/ground', 400],
      ['none', 404],
    ]);
    expect(log.join('')).not.toContain('SECRET');
  });
});
