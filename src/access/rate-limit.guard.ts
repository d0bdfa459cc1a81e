// The second of three guards: how often a caller may call. Per API key where there is one, per address elsewhere.
// Must never count in the database; see request-counts.ts.
import { Injectable, type ExecutionContext } from '@nestjs/common';
import { normalizeIp, ThrottlerGuard, type ThrottlerLimitDetail, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../common/problems.js';
import type { PlatformConfig } from '../config/platform.config.js';
import { COUNTING_WINDOW_MS, type RequestCounts } from './request-counts.js';
import type { RequestWithCaller } from './require-scope.js';

/** One count per caller over all routes, with the limit of its kind. */
export function rateLimits(platform: PlatformConfig, storage: RequestCounts): ThrottlerModuleOptions {
  const limit = (context: ExecutionContext) =>
    context.switchToHttp().getRequest<RequestWithCaller>().caller
      ? platform.requestsPerMinutePerKey
      : platform.requestsPerMinutePerAddress;
  return {
    storage,
    generateKey: (_context, caller) => caller,
    throttlers: [{ ttl: COUNTING_WINDOW_MS, limit }],
  };
}

@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  protected override getTracker(request: FastifyRequest & RequestWithCaller): Promise<string> {
    const { caller } = request;
    return Promise.resolve(caller ? `key:${caller.apiKeyId}` : `address:${normalizeIp(request.ip)}`);
  }

  /** @throws Problem `too_many_requests`, always; the throttler has set the header Retry-After */
  protected override throwThrottlingException(_: ExecutionContext, { timeToBlockExpire }: ThrottlerLimitDetail): never {
    throw new Problem('too_many_requests', { retryAfterSeconds: timeToBlockExpire });
  }
}
