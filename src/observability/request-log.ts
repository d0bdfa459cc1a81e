// One log line and one measurement for every request that was answered.
// Must never write an address as it was asked for: tokens stand in paths and queries.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ID_PREFIXES } from '../common/ids.js';
import type { JsonLogger } from '../common/logging/logger.js';
import { observeRequest } from '../common/metrics.js';

/** Asked every few seconds by machines; their lines would drown the others. */
const QUIET_ROUTES: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

interface ObservedRequest extends FastifyRequest {
  caller?: { readonly apiKeyId: string };
}

/** To be called before the routes are registered. */
export function logRequests(server: FastifyInstance, logger: JsonLogger): void {
  server.addHook('onResponse', (request: ObservedRequest, reply, done) => {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    const observation = { route, method: request.method, status: reply.statusCode };
    observeRequest({ ...observation, durationMs: reply.elapsedTime });
    const line = {
      message: 'request',
      ...observation,
      durationMs: Math.round(reply.elapsedTime * 10) / 10,
      requestId: request.id,
      apiKeyId: request.caller?.apiKeyId,
      orderId: orderIdOf(request),
    };
    if (QUIET_ROUTES.has(route) && reply.statusCode < 500) logger.debug(line, 'Http');
    else logger.log(line, 'Http');
    done();
  });
}

function orderIdOf(request: FastifyRequest): string | undefined {
  const { id } = (request.params ?? {}) as { id?: unknown };
  const isOrder = typeof id === 'string' && new RegExp(`^${ID_PREFIXES.order}_[0-9a-f]{32}$`).test(id);
  return isOrder ? id : undefined;
}
