// What the webhook endpoint routes take and answer.
// Must never have a field for a secret but in the answers that show one for the only time.
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsInt, Matches, Max, Min } from 'class-validator';
import { IsHttpUrl, IsText, Optional, OptionalOrNull } from '../../common/http/fields.js';
import { WEBHOOK_ENDPOINT_STATES, type WebhookEndpointStatus } from '../endpoint-states.js';
import { EVENT_PATTERN } from './event.dto.js';

const PATTERN_MESSAGE = 'eventTypes must be event types, such as payment.paid, payment.* or *';

/** An endpoint to make. */
export class CreateWebhookEndpointDto {
  /** Where events are sent. In production https, and on the open internet. */
  @IsHttpUrl()
  url: string;

  /** For people. */
  @Optional()
  @IsText(1, 200)
  description?: string;

  /**
   * What to send: types (`payment.paid`), all of a thing (`payment.*`), or everything (`*`), which it is when left out.
   * @example ["order.paid", "cancellation.*"]
   */
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @Matches(EVENT_PATTERN, { each: true, message: PATTERN_MESSAGE })
  eventTypes?: string[];
}

/** What to change of an endpoint; what is left out stays. */
export class ChangeWebhookEndpointDto {
  /** Where events are sent from now on, those that wait included. */
  @Optional()
  @IsHttpUrl()
  url?: string;

  /** For people; null or an empty text takes it away. */
  @OptionalOrNull()
  @IsText(0, 200)
  description?: string | null;

  /** What to send of what happens from now on. */
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @Matches(EVENT_PATTERN, { each: true, message: PATTERN_MESSAGE })
  eventTypes?: string[];
}

/** How to replace a secret. */
export class RotateSecretDto {
  /** How long the old secret also signs, in ms: at most 7 days, 24 hours when left out, 0 ends it at once. */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(604_800_000)
  keepPreviousMs?: number;
}

/** A webhook endpoint. */
export class WebhookEndpointDto {
  /** `whe_…` */
  id: string;
  url: string;
  @ApiProperty({ type: String, nullable: true })
  description: string | null;
  /** What is sent to it. */
  eventTypes: string[];
  /** `paused`: it failed for days, or somebody paused it: nothing is sent until it is resumed; events are collected meanwhile. */
  @ApiProperty({ enum: WEBHOOK_ENDPOINT_STATES })
  status: WebhookEndpointStatus;
  /** The first failure since the last success; `null`: the last attempt succeeded. An instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  failingSince: string | null;
  /** An instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  pausedAt: string | null;
  /** Until when the secret before the present one also signs; `null`: it does not. An instant with offset. */
  @ApiProperty({ type: String, nullable: true })
  previousSecretEndsAt: string | null;
  /** An instant with offset. */
  createdAt: string;
  /** Rises with every change. */
  version: number;
  /** `chg_…` of a change of its address that waits for a second person; until then it is as it was. */
  @ApiProperty({ type: [String] })
  waitsForChangeIds: string[];
}

/** An endpoint with its secret, which is shown this once. */
export class WebhookEndpointWithSecretDto extends WebhookEndpointDto {
  /**
   * What its events are signed with from now on. Keep it: it cannot be shown again.
   * @example "whsec_bm90LWEtc2VjcmV0LWJ1dC1hbi1leGFtcGxlLW9mLW9uZQ=="
   */
  secret: string;
}

/** All endpoints, the oldest first. */
export class WebhookEndpointListDto {
  items: WebhookEndpointDto[];
}
