// Turns what is thrown on a page into a page. Scripts get problem+json, as everywhere else.
// Must never show a problem's own sentences: they are for engineers, and in English only.
import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from '../common/http/problem.filter.js';
import { Problem } from '../common/problems.js';
import { inLanguage, sendPage, type View } from './pages/layout.js';
import { failurePage, notFoundPage } from './pages/message-page.js';
import { isScript, visitOf } from './visit.js';

/** What people read when something failed. */
export interface FailureWords {
  readonly failed: string;
  /** On the button that leads back. */
  readonly back: string;
  /** A sentence for each code that needs one of its own. */
  readonly failures: { readonly other: string };
}

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
    else await this.#answerPerson(request, reply, problem);
  }

  /** The order is not what the page showed any more: its result page says what it is. */
  protected newerPageOf({ code }: Problem, base: string): string | null {
    return code === 'order_not_payable' ? `${base}/result` : null;
  }

  protected wordsIn({ t }: View): FailureWords {
    return { failed: t.failed, back: t.backToCheckout, failures: t.failures };
  }

  async #answerPerson(request: FastifyRequest, reply: FastifyReply, problem: Problem): Promise<void> {
    const { view } = visitOf(request);
    if (problem.code === 'not_found') return sendPage(reply, 404, notFoundPage(view));
    const newer = view.base === null ? null : this.newerPageOf(problem, view.base);
    if (newer !== null) {
      await reply.status(303).header('Location', inLanguage(newer, view.language)).send();
      return;
    }
    const { retryAfterSeconds } = problem.facts;
    if (retryAfterSeconds !== undefined) void reply.header('Retry-After', retryAfterSeconds);
    const words = this.wordsIn(view);
    await sendPage(reply, problem.status, failurePage(view, { ...words, sentence: sentenceOf(problem, words) }));
  }
}

function sentenceOf({ code }: Problem, { failures }: FailureWords): string {
  return Object.entries(failures).find(([name]) => name === code)?.[1] ?? failures.other;
}
