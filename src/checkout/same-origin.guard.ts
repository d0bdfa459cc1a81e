// Lets a payment be opened only from our own page: another site's script or form must not open one in a buyer's name.
// Must never be the only defence of anything; the token in the address is what opens the page.
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../common/problems.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';

@Injectable()
export class SameOriginGuard implements CanActivate {
  constructor(@Inject(platformConfig.KEY) private readonly platform: PlatformConfig) {}

  /** @throws Problem `malformed_request` */
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (isSameOrigin(headers, new URL(this.platform.publicUrl).origin)) return true;
    throw new Problem('malformed_request', { detail: 'This request came from another web site.' });
  }
}

/**
 * Whether a request comes from a page of this origin. Browsers say so in Sec-Fetch-Site; older ones give the Origin.
 * What says neither is no browser, and has no buyer whose name could be misused.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  // Pages send no referrer, so browsers give the Origin of their forms as "null": the newer header goes first.
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = headers;
  return origin === undefined || origin === ownOrigin;
}
