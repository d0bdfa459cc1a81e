// The second of three guards: how often a caller may call. Per API key or person where there is one, per address elsewhere.
// Must never count in the database; see request-counts.ts.
import { Injectable, type ExecutionContext } from '@nestjs/common';
import { normalizeIp, ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../common/problems.js';
import type { PlatformConfig } from '../config/platform.config.js';
import { COUNTING_WINDOW_MS, type RequestCounts } from './request-counts.js';
import type { RequestWithPerson } from './require-permission.js';
import type { RequestWithCaller } from './require-scope.js';

/** Both are empty on routes that are open to all. */
type SomebodysRequest = RequestWithCaller & RequestWithPerson;

/** One count per caller over all routes, with the limit of its kind. */
export function rateLimits(platform: PlatformConfig, storage: RequestCounts): ThrottlerModuleOptions {
  const limit = (context: ExecutionContext) => {
    const { caller, person } = context.switchToHttp().getRequest<SomebodysRequest>();
    return caller || person ? platform.requestsPerMinutePerKey : platform.requestsPerMinutePerAddress;
  };
  return {
    storage,
    generateKey: (_context, caller) => caller,
    throttlers: [{ ttl: COUNTING_WINDOW_MS, limit }],
  };
}

@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override getTracker(request: FastifyRequest & SomebodysRequest): Promise<string> {
    const { caller, person } = request;
    if (caller) return Promise.resolve(`key:${caller.apiKeyId}`);
    return Promise.resolve(person ? `person:${person.personId}` : `address:${normalizeIp(request.ip)}`);
  }

  /** @throws Problem `too_many_requests`, always; the throttler has set the header Retry-After */
  protected override throwThrottlingException(_: ExecutionContext, { timeToBlockExpire }: ThrottlerLimitDetail): never {
    throw new Problem('too_many_requests', { retryAfterSeconds: timeToBlockExpire });
  }
}
