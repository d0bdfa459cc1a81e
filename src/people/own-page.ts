// Lets writes of people through only from our own page: another site must not act in their name, nor sign them in.
// Must never be the only defence: cookies are SameSite, and a write in a session carries its token.
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../common/problems.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';

/** For routes that write without a session: signing in, accepting an invitation. */
@Injectable()
export class OwnPageGuard implements CanActivate {
  constructor(@Inject(platformConfig.KEY) private readonly platform: PlatformConfig) {}

  /** @throws Problem `cross_site_request` */
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (isFromOwnPage(headers, this.platform)) return true;
    throw new Problem('cross_site_request', { detail: 'This request came from another web site.' });
  }
}

/** Whether nothing in the headers says that the request comes from another site. What says nothing is no browser. */
export function isFromOwnPage(
  headers: IncomingHttpHeaders,
  { publicUrl, mode }: Pick<PlatformConfig, 'publicUrl' | 'mode'>,
): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return (
    origin === undefined || origin === new URL(publicUrl).origin || (mode === 'simulator' && isThisMachine(origin))
  );
}

/** In simulator mode the server is on the loopback, which has several names. */
function isThisMachine(origin: string): boolean {
  return URL.canParse(origin) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(origin).hostname);
}
