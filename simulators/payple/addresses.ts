// Where the simulator is as a caller sees it, and how the caller wrote the path.
// Must never repeat a host name a caller made up: answers name this machine, or what it was told to be called.
import type { FastifyRequest } from 'fastify';
import type { Simulator } from './simulator.js';

/**
 * The public address when there is one. Else a client that calls us `localhost` gets addresses with `localhost`, so that
 * its list of hosts holds.
 */
export function baseOf(simulator: Simulator, request: FastifyRequest): string {
  if (simulator.isPublic) return simulator.origin();
  const host = request.headers.host ?? '';
  return /^(localhost|127\.0\.0\.1)(:\d{1,5})?$/.test(host) ? `http://${host}` : simulator.origin();
}

/** The path as it came, before a changed one was led to its place. */
export function pathOf(request: FastifyRequest): string {
  return request.originalUrl.split('?')[0] ?? request.originalUrl;
}
