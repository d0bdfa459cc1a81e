// A webhook endpoint as its owner sees it.
// Must never show a secret but the one it is handed for that.
import { documentOf } from '../common/document.js';
import { showId } from '../common/ids.js';
import { WebhookEndpointDto, WebhookEndpointWithSecretDto } from './dto/webhook-endpoint.dto.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

export function endpointDocument(endpoint: WebhookEndpoint): WebhookEndpointDto {
  return documentOf(WebhookEndpointDto, fieldsOf(endpoint));
}

/** With the secret, for whoever has just had it made. */
export function endpointWithSecret(endpoint: WebhookEndpoint, secret: string): WebhookEndpointWithSecretDto {
  return documentOf(WebhookEndpointWithSecretDto, { ...fieldsOf(endpoint), secret });
}

function fieldsOf(endpoint: WebhookEndpoint) {
  return {
    id: showId('webhookEndpoint', endpoint.id),
    url: endpoint.url,
    description: endpoint.description,
    eventTypes: endpoint.eventTypes,
    status: endpoint.status,
    failingSince: endpoint.failingSince?.toISOString() ?? null,
    pausedAt: endpoint.pausedAt?.toISOString() ?? null,
    previousSecretEndsAt: endpoint.previousSecretEndsAt?.toISOString() ?? null,
    createdAt: endpoint.createdAt.toISOString(),
    version: endpoint.version,
  };
}
