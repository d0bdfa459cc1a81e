// Where a request to the refund desk comes from: for sessions, slowing and the trail.
// Must never be believed beyond that; an address can be shared, and a browser says of itself what it likes.
import { normalizeIp } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';

export interface Visitor {
  /** Internet address, as the server or its trusted proxies saw it. */
  readonly address: string;
  /** One line for people. */
  readonly userAgent: string;
}

const LONGEST_USER_AGENT = 200;

/** Who knocks. */
export function visitorOf(request: FastifyRequest): Visitor {
  const userAgent = (request.headers['user-agent'] ?? '').replace(/[^\x20-\x7e]/g, '').slice(0, LONGEST_USER_AGENT);
  return { address: request.ip, userAgent };
}

/** What counts as one address: with IPv6 a whole network of 64 bits, because everybody there has as many as they like. */
export function addressGroupOf(visitor: Visitor): string {
  return normalizeIp(visitor.address);
}
