// A webhook endpoint as its owner sees it.
// Must never show a secret but the one it is handed for that.
import { documentOf } from '../common/document.js';
import { showId } from '../common/ids.js';
import { WebhookEndpointDto, WebhookEndpointWithSecretDto } from './dto/webhook-endpoint.dto.js';
import type { ChangeRequest } from '../rights/change-request.entity.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** @param waiting changes that wait, of whatever */
export function endpointDocument(endpoint: WebhookEndpoint, waiting: readonly ChangeRequest[]): WebhookEndpointDto {
  return documentOf(WebhookEndpointDto, fieldsOf(endpoint, waiting));
}

/** With the secret, for whoever has just had it made. */
export function endpointWithSecret(
  endpoint: WebhookEndpoint,
  waiting: readonly ChangeRequest[],
  secret: string,
): WebhookEndpointWithSecretDto {
  return documentOf(WebhookEndpointWithSecretDto, { ...fieldsOf(endpoint, waiting), secret });
}

function fieldsOf(endpoint: WebhookEndpoint, waiting: readonly ChangeRequest[]) {
  const shownId = showId('webhookEndpoint', endpoint.id);
  return {
    id: shownId,
    url: endpoint.url,
    description: endpoint.description,
    eventTypes: endpoint.eventTypes,
    status: endpoint.status,
    failingSince: endpoint.failingSince?.toISOString() ?? null,
    pausedAt: endpoint.pausedAt?.toISOString() ?? null,
    previousSecretEndsAt: endpoint.previousSecretEndsAt?.toISOString() ?? null,
    createdAt: endpoint.createdAt.toISOString(),
    version: endpoint.version,
    waitsForChangeIds: waiting
      .filter(({ subject }) => subject === shownId)
      .map(({ id }) => showId('changeRequest', id)),
  };
}
