// The HTTP server under Nest: limits, request ids, body parsers, and answers where Nest cannot answer.
// Must never know a route or a business rule.
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import formbody from '@fastify/formbody';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '../ids.js';
import { Problem, problemDocument } from '../problems.js';
import { withRequestId } from '../request-context.js';
import { CSV_LIMIT_BYTES, CSV_TYPE } from './csv-body.js';
import { IGNORED_BODY_TYPE, isFromProvider, mendProviderTexts, requireBodyType } from './form-body.js';
import { sendProblem } from './problem.filter.js';
import type { RouteTable } from './route-table.js';
import { parseProviderJson, parseStrictJson } from './strict-json.js';

/** The largest body that is read, in bytes; a CSV file may be larger. */
export const BODY_LIMIT_BYTES = 256 * 1024;
/** How long a caller may take to send a request, in ms. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * @param trustedProxies addresses of reverse proxies whose X-Forwarded-For is believed
 * @param routes learns every route that is registered
 */
export async function createHttpAdapter(
  trustedProxies: readonly string[],
  routes: RouteTable,
): Promise<FastifyAdapter> {
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => acceptedRequestId(request.headers['x-request-id']) ?? newId(),
    routerOptions: { maxParamLength: 200 },
    // Requests that arrive while the server closes are still answered; the database closes after it.
    return503OnClosing: false,
    frameworkErrors: answerBadUrl,
    clientErrorHandler: answerBadHttp,
  });
  const server: FastifyInstance = adapter.getInstance();
  server.addHook('onRoute', ({ url, method }) => routes.add(url, method));
  server.addHook('onRequest', (request, reply, done) => {
    void reply.header('X-Request-Id', request.id);
    withRequestId(request.id, done);
  });
  server.addHook('preClose', (done) => {
    // A caller that is answered while the server closes would keep its connection, and the server open, for a minute more.
    server.server.keepAliveTimeout = 1;
    done();
  });
  server.addHook('preParsing', (request, _reply, _payload, done) => {
    try {
      requireBodyType(request);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  server.addHook('preValidation', (request, _reply, done) => {
    try {
      mendProviderTexts(request);
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, parseJson);
  const csv = { parseAs: 'buffer', bodyLimit: CSV_LIMIT_BYTES } as const;
  server.addContentTypeParser(CSV_TYPE, csv, (_request, body, done) => done(null, body));
  server.addContentTypeParser(IGNORED_BODY_TYPE, { parseAs: 'buffer' }, (_request, _body, done) => done(null));
  await server.register(formbody);
  return adapter;
}

/** An id that the caller chose, when it is fit for headers and logs. */
function acceptedRequestId(header: unknown): string | null {
  return typeof header === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(header) ? header : null;
}

type Done = (error: Error | null, body?: unknown) => void;

function parseJson(request: FastifyRequest, body: string | Buffer, done: Done): void {
  try {
    const bytes = Buffer.from(body);
    done(null, isFromProvider(request) ? parseProviderJson(bytes) : parseStrictJson(bytes));
  } catch (error) {
    done(error as Error);
  }
}

/** The router refuses some addresses before any hook or filter runs. */
function answerBadUrl(_error: Error, request: FastifyRequest, reply: FastifyReply): void {
  sendProblem(
    reply,
    new Problem('malformed_request', { detail: 'The address of the request cannot be read.' }),
    request.id,
  );
}

/** What arrived was not HTTP, or not in time: there is no request to speak of, only a socket. */
function answerBadHttp(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = new Problem('malformed_request', { detail: 'What arrived is not a complete HTTP request.' });
  const body = JSON.stringify(problemDocument(problem));
  const head = `HTTP/1.1 400 Bad Request\r\nContent-Type: application/problem+json; charset=utf-8`;
  socket.end(`${head}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
}
