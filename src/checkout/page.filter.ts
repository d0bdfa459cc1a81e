// Turns what is thrown on a page into a page. Scripts get problem+json, as everywhere else.
// Must never show a problem's own sentences: they are for engineers, and in English only.
import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from '../common/http/problem.filter.js';
import { Problem } from '../common/problems.js';
import { sendPage, inLanguage } from './pages/layout.js';
import { failurePage, notFoundPage } from './pages/message-page.js';
import type { Texts } from './texts.js';
import { isScript, visitOf } from './visit.js';

@Catch()
export class PageFilter implements ExceptionFilter {
  readonly #logger = new Logger('Checkout');

  async catch(exception: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = exception instanceof Problem ? exception : new Problem('internal');
    if (problem.code === 'internal') {
      const route = request.routeOptions.url ?? 'none';
      this.#logger.error({ message: 'A page failed', method: request.method, route, error: exception });
    }
    if (isScript(request)) sendProblem(reply, problem, request.id);
    else await answerPerson(request, reply, problem);
  }
}

async function answerPerson(request: FastifyRequest, reply: FastifyReply, problem: Problem): Promise<void> {
  const { view } = visitOf(request);
  if (problem.code === 'not_found') return sendPage(reply, 404, notFoundPage(view));
  // The order is not what the page showed any more: its result page says what it is.
  if (problem.code === 'order_not_payable' && view.base !== null) {
    await reply
      .status(303)
      .header('Location', inLanguage(`${view.base}/result`, view.language))
      .send();
    return;
  }
  const { retryAfterSeconds } = problem.facts;
  if (retryAfterSeconds !== undefined) void reply.header('Retry-After', retryAfterSeconds);
  await sendPage(reply, problem.status, failurePage(view, sentenceOf(problem, view.t)));
}

function sentenceOf({ code }: Problem, { failures }: Texts): string {
  return Object.entries(failures).find(([name]) => name === code)?.[1] ?? failures.other;
}
