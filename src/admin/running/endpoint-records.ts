// What the trail says of what people do with webhook endpoints.
// Must never be given a secret or an address: what follows the host of an address may be a secret.
import { Injectable } from '@nestjs/common';
import type { AuditFacts } from '../../audit/audit-entry.entity.js';
import { AuditTrail, type Actor, type AuditAction } from '../../audit/audit-trail.js';
import { showId } from '../../common/ids.js';
import type { Together } from '../../common/together.js';
import type { RedeliverDto, RedeliveryDto, TestDeliveryDto } from '../../events/dto/delivery.dto.js';
import type { EndpointTogether } from '../../events/endpoint-book.js';
import type { WebhookEndpoint } from '../../events/webhook-endpoint.entity.js';

/** What is done to an endpoint that the endpoint itself shows. */
export type EndpointDeed = 'created' | 'changed' | 'paused' | 'resumed' | 'removed' | 'secret_rotated';

@Injectable()
export class EndpointRecords {
  constructor(private readonly trail: AuditTrail) {}

  of(by: Actor, deed: EndpointDeed): EndpointTogether {
    return (manager, { before, after }) =>
      this.trail.record(manager, {
        by,
        action: `webhook_endpoint.${deed}` satisfies AuditAction,
        subject: showId('webhookEndpoint', after.id),
        ...differenceOf(deed, before, after),
      });
  }

  /** @param id as the API shows it */
  tested(by: Actor, id: string): Together<TestDeliveryDto> {
    return (manager, { delivered, httpStatus, failure }) =>
      this.trail.record(manager, {
        by,
        action: 'webhook_endpoint.tested',
        subject: id,
        after: { delivered, httpStatus, failure },
      });
  }

  /** @param id as the API shows it */
  redelivered(by: Actor, id: string, wish: RedeliverDto): Together<RedeliveryDto> {
    return (manager, { eventCount }) =>
      this.trail.record(manager, {
        by,
        action: 'webhook_endpoint.redelivered',
        subject: id,
        after: { ...wish, eventCount },
      });
  }
}

/** What differs, as far as it may be told. */
function differenceOf(
  deed: EndpointDeed,
  before: WebhookEndpoint | null,
  after: WebhookEndpoint,
): { readonly before?: AuditFacts; readonly after: AuditFacts } {
  if (before === null) return { after: factsOf(after) };
  const [was, is] = [factsOf(before), factsOf(after)];
  const names = Object.keys(is).filter((name) => JSON.stringify(is[name]) !== JSON.stringify(was[name]));
  const only = (facts: AuditFacts) => Object.fromEntries(names.map((name) => [name, facts[name]]));
  const changed = [...(before.url === after.url ? [] : ['url']), ...(deed === 'secret_rotated' ? ['secret'] : [])];
  return { before: only(was), after: { ...only(is), ...(changed.length > 0 && { changed }) } };
}

function factsOf({ url, description, eventTypes, status, previousSecretEndsAt }: WebhookEndpoint): AuditFacts {
  const { host } = new URL(url);
  return { host, description, eventTypes, status, previousSecretEndsAt: previousSecretEndsAt?.toISOString() ?? null };
}
