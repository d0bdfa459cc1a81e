// Where the platform tells the shop what happened. The signature stands in for the form token of a visitor.
// Must never answer 2xx before what was told is kept: then the platform does not tell it again.
import type { FastifyInstance } from 'fastify';
import type { WebhookDesk } from '../webhook-desk.js';

export const webhookPath = '/webhooks/gyeolje';

export function addWebhookRoute(server: FastifyInstance, desk: WebhookDesk): void {
  // A scope of its own: only here JSON stays the text it came as, because that is what was signed.
  void server.register((scope, _options, done) => {
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, parsed) =>
      parsed(null, body),
    );
    scope.post(webhookPath, async ({ headers, body }, reply) => {
      const isHeard = await desk.hear({ headers, body: String(body) });
      return reply.code(isHeard ? 204 : 401).send();
    });
    done();
  });
}
