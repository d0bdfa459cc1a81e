// Turns whatever is thrown into problem+json. What is not in the table of problems becomes `internal` and is logged.
// Must never send a stack, a piece of SQL, a value from the request or the words of a library that may hold one.
import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem, problemDocument, type ErrorCode } from '../problems.js';
import type { RouteTable } from './route-table.js';

/** What Nest's and Fastify's own exceptions mean, by status. */
const CODE_BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'malformed_request',
  401: 'missing_api_key',
  403: 'scope_missing',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'malformed_request',
  413: 'body_too_large',
  414: 'malformed_request',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
  431: 'malformed_request',
  503: 'not_ready',
};

@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('Http');

  constructor(private readonly routes: RouteTable) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = this.#problemOf(exception, request);
    if (problem.code === 'internal') {
      const route = request.routeOptions.url ?? 'none';
      this.#logger.error({ message: 'A request failed', method: request.method, route, error: exception });
    }
    if (problem.code === 'method_not_allowed')
      void reply.header('Allow', this.routes.methodsOf(request.url).join(', '));
    sendProblem(reply, problem, request.id);
  }

  #problemOf(exception: unknown, request: FastifyRequest): Problem {
    if (exception instanceof Problem) return exception;
    if (request.is404) return this.#nothingThere(request);
    const code = CODE_BY_STATUS[statusOf(exception)] ?? 'internal';
    if (code === 'internal' && statusOf(exception) < 500) return new Problem('malformed_request');
    return new Problem(code);
  }

  #nothingThere(request: FastifyRequest): Problem {
    const methods = this.routes.methodsOf(request.url);
    if (methods.length === 0) return new Problem('not_found', { detail: 'There is no such path.' });
    return new Problem('method_not_allowed', { detail: `This path takes ${methods.join(', ')}.` });
  }
}

/** Answers with a problem. Also for the few places that no filter reaches. */
export function sendProblem(reply: FastifyReply, problem: Problem, requestId: string): void {
  if (reply.sent) return;
  const { retryAfterSeconds } = problem.facts;
  if (retryAfterSeconds !== undefined) void reply.header('Retry-After', retryAfterSeconds);
  void reply
    .status(problem.status)
    .header('X-Request-Id', requestId)
    .header('Cache-Control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problemDocument(problem, requestId)));
}

/** 500 for everything that does not carry a status of its own. */
function statusOf(exception: unknown): number {
  if (exception instanceof HttpException) return exception.getStatus();
  const isFastifyError = exception instanceof Error && 'code' in exception && String(exception.code).startsWith('FST_');
  return isFastifyError && 'statusCode' in exception ? Number(exception.statusCode) : 500;
}
