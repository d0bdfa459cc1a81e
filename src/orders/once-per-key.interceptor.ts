// Lets every write under an Idempotency-Key happen once: claims the key, does the work, keeps the answer. Routes whose
// service writes the record with its change do that themselves. Must never do the work of a key whose fate is not known.
import { Injectable, Logger, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { from, lastValueFrom, type Observable } from 'rxjs';
import {
  hasOwner,
  keyUseOf,
  readIdempotencyTicket,
  type IdempotencyTicket,
  type KeyUse,
  type WriteRequest,
} from '../common/http/idempotency-key.js';
import { asRunningWrite } from '../common/http/running-write.js';
import { Problem, problemDocument, problemOf, type ProblemDocument } from '../common/problems.js';
import { KeyClaims, type KeptAnswer } from './key-claims.js';

@Injectable()
export class OncePerKeyInterceptor implements NestInterceptor {
  readonly #logger = new Logger('Idempotency');

  constructor(
    private readonly claims: KeyClaims,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Problem `idempotency_key_required`, and what `KeyClaims.claim` throws */
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<WriteRequest>();
    const use = keyUseOf(this.reflector, context);
    // Doors where browsers and providers land have no caller; nobody there knows of keys.
    if (request.method === 'GET' || request.method === 'HEAD' || !hasOwner(request) || use.kind === 'none') {
      return next.handle();
    }
    const ticket = readIdempotencyTicket(request);
    if (use.isRequired && !ticket) throw new Problem('idempotency_key_required');
    if (!ticket || use.kind === 'own') return next.handle();
    return from(this.#once(ticket, use, http.getResponse<FastifyReply>(), next));
  }

  async #once(ticket: IdempotencyTicket, use: KeyUse, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const earlier = await this.claims.claim(ticket);
    if (earlier) return replay(reply, earlier);
    let body: unknown;
    try {
      body = await asRunningWrite(ticket, () => lastValueFrom(next.handle(), { defaultValue: undefined }));
    } catch (error) {
      await this.#settle(ticket, use, error);
      throw error;
    }
    if (reply.sent) throw new Error('The route answers by itself, so its answer cannot be kept under a key.');
    await this.#keep(ticket, { status: reply.statusCode, body });
    return body;
  }

  /** What was refused with nothing done may be tried again under the key; a refusal after something was done is its answer. */
  async #settle(ticket: IdempotencyTicket, use: KeyUse, error: unknown): Promise<void> {
    const isRefusal = error instanceof Problem && error.status < 500;
    // Money may have moved outside, whatever was committed here.
    if (use.isRequired && !isRefusal) return;
    try {
      const isFree = await this.claims.giveBack(ticket);
      if (!isFree && isRefusal) {
        await this.claims.keep(ticket, { status: error.status, body: problemDocument(error) });
      }
    } catch (failure) {
      this.#logger.warn({ message: 'An Idempotency-Key could not be settled', error: failure });
    }
  }

  /** The work is done and is answered, also when that cannot be written down: the key then says that it was done. */
  async #keep(ticket: IdempotencyTicket, answer: KeptAnswer): Promise<void> {
    try {
      await this.claims.keep(ticket, answer);
    } catch (failure) {
      this.#logger.warn({ message: 'An answer could not be kept under its Idempotency-Key', error: failure });
    }
  }
}

/** @throws Problem when that was the answer */
function replay(reply: FastifyReply, { status, body }: KeptAnswer): unknown {
  void reply.header('Idempotency-Replayed', 'true');
  if (status >= 400) throw problemOf(body as ProblemDocument);
  void reply.status(status);
  return body;
}
