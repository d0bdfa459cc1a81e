// Webhook endpoints as the desk shows them.
// Must never show an address to whoever may not change it: what follows its host may be a secret.
import { ApiProperty } from '@nestjs/swagger';
import { documentOf } from '../../common/document.js';
import type { WebhookEndpointDto } from '../../events/dto/webhook-endpoint.dto.js';
import { WEBHOOK_ENDPOINT_STATES, type WebhookEndpointStatus } from '../../events/endpoint-states.js';

/** A webhook endpoint. */
export class DeskEndpointDocument {
  /** `whe_…` */
  id: string;
  /** Where it is: host and port of its address. */
  host: string;
  /** Its whole address; `null` for whoever may not change it. */
  @ApiProperty({ type: String, nullable: true })
  url: string | null;
  @ApiProperty({ type: String, nullable: true })
  description: string | null;
  /** What is sent to it. */
  eventTypes: string[];
  /** `paused`: it failed for days, or somebody paused it: nothing is sent until it is resumed; events are collected. */
  @ApiProperty({ enum: WEBHOOK_ENDPOINT_STATES })
  status: WebhookEndpointStatus;
  /** The first failure since the last success; `null`: the last attempt succeeded. ISO instant. */
  @ApiProperty({ type: String, nullable: true })
  failingSince: string | null;
  /** ISO instant. */
  @ApiProperty({ type: String, nullable: true })
  pausedAt: string | null;
  /** Until when the secret before the present one also signs; `null`: it does not. ISO instant. */
  @ApiProperty({ type: String, nullable: true })
  previousSecretEndsAt: string | null;
  /** ISO instant. */
  createdAt: string;
  /** `chg_…` of a change of its address that waits for a second person; until then it is as it was. */
  @ApiProperty({ type: [String] })
  waitsForChangeIds: string[];
}

/** All endpoints, the oldest first. */
export class DeskEndpointListDocument {
  items: DeskEndpointDocument[];
}

/** What an endpoint may ask for. */
export class EventTypeListDocument {
  /** Every type there is, in alphabetical order. */
  items: string[];
}

/** The endpoint as the desk shows it. @param showsAddress whether whoever looks may change it */
export function deskEndpoint(endpoint: WebhookEndpointDto, showsAddress: boolean): DeskEndpointDocument {
  const {
    id,
    url,
    description,
    eventTypes,
    status,
    failingSince,
    pausedAt,
    previousSecretEndsAt,
    createdAt,
    waitsForChangeIds,
  } = endpoint;
  return documentOf(DeskEndpointDocument, {
    ...{ id, host: new URL(url).host, url: showsAddress ? url : null },
    ...{ description, eventTypes, status, failingSince, pausedAt, previousSecretEndsAt, createdAt },
    waitsForChangeIds,
  });
}
