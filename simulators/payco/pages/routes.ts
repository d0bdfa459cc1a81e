// The pages for people: the order sheet and the control page.
// Must never decide what happens to a payment.
import type { FastifyInstance } from 'fastify';
import type { Simulator } from '../simulator.js';

export function pageRoutes(simulator: Simulator) {
  return (scope: FastifyInstance, _options: unknown, done: () => void): void => {
    scope.get('/', (_request, reply) => reply.redirect(`${simulator.origin()}/control`));
    done();
  };
}
