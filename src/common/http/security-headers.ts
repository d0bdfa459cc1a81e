// What browsers are told about every answer: run nothing, frame nothing, guess nothing.
// Must never be loosened here for one page; a page that needs more sets its own Content-Security-Policy.
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

/** For everything that is not a page: an answer that a browser shows by mistake can do nothing. */
const STRICT_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/** For the API's documentation, whose page brings its own scripts and styles. */
const DOCUMENTATION_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

export async function addSecurityHeaders(server: FastifyInstance): Promise<void> {
  await server.register(helmet, {
    // Set below: a page can then replace it with one header.
    contentSecurityPolicy: false,
    // Payment windows talk to the page that opened them.
    crossOriginOpenerPolicy: { policy: 'unsafe-none' },
    // Pages of ours may see each other; providers do not see addresses that carry tokens.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  server.addHook('onRequest', (request, reply, done) => {
    const isDocumentation = /^\/docs(?:[/?]|$)/.test(request.url);
    void reply.header('Content-Security-Policy', isDocumentation ? DOCUMENTATION_POLICY : STRICT_POLICY);
    done();
  });
}
