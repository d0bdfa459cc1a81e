// The first of three guards: finds out who is calling, by the API key or the session, in one round trip to the database.
// Must never decide what a caller may do (scope.guard.ts), nor let anybody through to a route that says nothing.
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { normalizeIp } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '../common/problems.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { bearerKeyOf, canBeApiKey, hashApiKey } from './api-key-text.js';
import { ApiKeyUse } from './api-key-use.js';
import { ApiKeysService } from './api-keys.service.js';
import { PersonDoor } from './person-door.js';
import { COUNTING_WINDOW_MS, RequestCounts } from './request-counts.js';
import type { RequestWithPerson } from './require-permission.js';
import type { Caller, RequestWithCaller } from './require-scope.js';
import { accessOf } from './route-marks.js';

@Injectable()
export class AuthenticationGuard implements CanActivate {
  /** Hashes of keys that opened the door before. They may knock while their address is barred for guessing. */
  readonly #knownHashes = new Set<string>();

  constructor(
    private readonly reflector: Reflector,
    private readonly apiKeys: ApiKeysService,
    private readonly apiKeyUse: ApiKeyUse,
    private readonly counts: RequestCounts,
    private readonly personDoor: PersonDoor,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  /**
   * @throws Problem `missing_api_key`, `wrong_api_key`, `api_key_waits_for_approval`, `not_signed_in`, `second_factor_needed`, `cross_site_request`;
   *   `too_many_requests` after too many of them from one address
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = accessOf(this.reflector, context);
    if (!access) throw new Problem('scope_missing', { detail: 'This route does not say who may call it.' });
    if (access.kind === 'open') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & RequestWithCaller & RequestWithPerson>();
    try {
      if (access.kind === 'person') {
        request.person = await this.personDoor.admit(request);
        if (!access.halfSignedIn && request.person.next !== 'done') throw new Problem('second_factor_needed');
      } else {
        request.caller = await this.#authenticate(request);
        this.apiKeyUse.note(request.caller.apiKeyId);
      }
      return true;
    } catch (error) {
      if (error instanceof Problem) setHeaders(context.switchToHttp().getResponse<FastifyReply>(), error);
      throw error;
    }
  }

  async #authenticate(request: FastifyRequest): Promise<Caller> {
    const failures = `failures:${normalizeIp(request.ip)}`;
    const key = bearerKeyOf(request.headers.authorization);
    const hash = key === null ? null : hashApiKey(key);
    const waitSeconds = this.counts.secondsUntilFree(failures, this.platform.requestsPerMinutePerAddress);
    // A service with a stale key must not lock out its neighbours behind the same address, so known keys are still heard.
    if (waitSeconds > 0 && !(hash !== null && this.#knownHashes.has(hash))) {
      throw new Problem('too_many_requests', {
        detail: 'Too many requests without a valid API key came from this address.',
        retryAfterSeconds: waitSeconds,
      });
    }
    const plausible = key !== null && hash !== null && canBeApiKey(key, this.platform.mode);
    const caller = plausible ? await this.apiKeys.findCaller(hash) : null;
    if (caller && hash !== null) {
      this.#knownHashes.add(hash);
      return caller;
    }
    if (hash !== null) this.#knownHashes.delete(hash);
    await this.counts.increment(failures, COUNTING_WINDOW_MS, this.platform.requestsPerMinutePerAddress);
    throw new Problem(key === null ? 'missing_api_key' : 'wrong_api_key');
  }
}

function setHeaders(reply: FastifyReply, problem: Problem): void {
  const { retryAfterSeconds } = problem.facts;
  if (retryAfterSeconds !== undefined) void reply.header('Retry-After', retryAfterSeconds);
  if (problem.code === 'not_signed_in' || problem.code === 'second_factor_needed') {
    void reply.header('WWW-Authenticate', 'Session realm="gyeolje"');
  }
  if (problem.code === 'missing_api_key') void reply.header('WWW-Authenticate', 'Bearer realm="gyeolje"');
  if (problem.code === 'wrong_api_key' || problem.code === 'api_key_waits_for_approval') {
    void reply.header('WWW-Authenticate', 'Bearer realm="gyeolje", error="invalid_token"');
  }
}
