// The only code that writes webhook endpoints: each write expects the version that was read, so of two one wins, and
// tells of each move in an event. Must never let a secret out but to whoever signs with it or has just had it made.
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, Not, type EntityManager } from 'typeorm';
import { Clock } from '../common/clock.js';
import { isDeadlock } from '../common/deadlock.js';
import { showId } from '../common/ids.js';
import { observeEvent } from '../common/metrics.js';
import { Problem } from '../common/problems.js';
import { Sealer } from '../common/sealing.js';
import type { Changed, Together } from '../common/together.js';
import { tellEvent } from '../orders/new-event.js';
import { ForbiddenMoveError } from '../orders/states.js';
import { WEBHOOK_ENDPOINT_ENTITY, WEBHOOK_ENDPOINT_TABLE, type WebhookEndpointStatus } from './endpoint-states.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** A change to make: where to, what else changes, and what is written together with it. */
export interface EndpointMove {
  readonly to?: WebhookEndpointStatus;
  readonly changes?: Partial<Omit<WebhookEndpoint, 'id' | 'version' | 'status'>>;
  readonly together?: (manager: EntityManager) => Promise<void>;
}

/** Writes what belongs to a change of an endpoint; of a new one, it was `null` before. */
export type EndpointTogether = Together<Changed<WebhookEndpoint | null> & { readonly after: WebhookEndpoint }>;

/** How often a change is tried again when others were faster. */
const MOST_TRIES = 12;

@Injectable()
export class EndpointBook {
  readonly #logger = new Logger('Webhooks');

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** The endpoint, removed or not, or `null`. */
  load(id: string): Promise<WebhookEndpoint | null> {
    return this.#endpoints.findOneBy({ id });
  }

  /** @throws Problem `not_found`, also when it was removed */
  async find(id: string): Promise<WebhookEndpoint> {
    const endpoint = await this.load(id);
    if (!endpoint || endpoint.status === 'removed') throw noSuchEndpoint();
    return endpoint;
  }

  /** All that were not removed, the oldest first. */
  all(): Promise<WebhookEndpoint[]> {
    return this.#endpoints.find({ where: { status: Not('removed') }, order: { id: 'ASC' } });
  }

  /** Writes a new endpoint. One commit. @throws Problem `webhook_url_used`, `busy` */
  async create(endpoint: WebhookEndpoint, together?: EndpointTogether): Promise<void> {
    const isWritten = await this.#write(endpoint.url, async (manager) => {
      await manager.insert(WebhookEndpoint, endpoint);
      await this.#tell(manager, endpoint);
      await together?.(manager, { before: null, after: endpoint });
      return true;
    });
    if (!isWritten) throw new Problem('busy');
    this.#announce(endpoint);
  }

  /**
   * Decides on an endpoint and writes the decision in one commit; when others changed it meanwhile, reads it again and
   * decides anew.
   *
   * @param decide says the change, or `null` when there is none to make
   * @param together written with the change
   * @returns the endpoint as it is now
   * @throws Problem `not_found`, `webhook_url_used`, `busy`; ForbiddenMoveError
   */
  async change(
    id: string,
    decide: (endpoint: WebhookEndpoint) => EndpointMove | null,
    together?: EndpointTogether,
  ): Promise<WebhookEndpoint> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const endpoint = await this.load(id);
      if (!endpoint) throw noSuchEndpoint();
      const move = decide(endpoint);
      if (!move) return endpoint;
      const changed = await this.#move(endpoint, move, together);
      if (changed) return changed;
    }
    throw new Problem('busy');
  }

  /**
   * Writes a change as part of something greater, as long as the endpoint still has the address it was asked about.
   *
   * @throws Problem `change_outdated`, `webhook_url_used`
   */
  async changeWithin(
    manager: EntityManager,
    id: string,
    fromUrl: string,
    changes: NonNullable<EndpointMove['changes']>,
  ): Promise<void> {
    const endpoint = await manager.findOne(WebhookEndpoint, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!endpoint || endpoint.status === 'removed' || endpoint.url !== fromUrl) {
      throw new Problem('change_outdated', { detail: 'The endpoint was changed or removed meanwhile.' });
    }
    try {
      await manager.update(WebhookEndpoint, { id }, { ...changes, version: endpoint.version + 1 });
    } catch (error) {
      if ((error as { constraint?: unknown }).constraint !== 'webhook_endpoints_one_per_url') throw error;
      throw new Problem('webhook_url_used');
    }
  }

  /** What events are signed with at a moment, the present secret first. @throws SealBrokenError */
  secretsOf({ id, sealedSecret, sealedPreviousSecret, previousSecretEndsAt }: WebhookEndpoint, now: Date): string[] {
    if (sealedSecret === null) throw new Error(`Webhook endpoint ${id} has no secret any more.`);
    const previous = previousSecretEndsAt !== null && previousSecretEndsAt > now ? sealedPreviousSecret : null;
    return [
      this.sealer.open(presentPurpose(id), sealedSecret),
      ...(previous === null ? [] : [this.sealer.open(previousPurpose(id), previous)]),
    ];
  }

  sealSecret(id: string, secret: string): string {
    return this.sealer.seal(presentPurpose(id), secret);
  }

  /** The endpoint's present secret, sealed as its previous one. @throws SealBrokenError */
  sealAsPrevious({ id, sealedSecret }: WebhookEndpoint): string | null {
    if (sealedSecret === null) return null;
    return this.sealer.seal(previousPurpose(id), this.sealer.open(presentPurpose(id), sealedSecret));
  }

  async #move(
    endpoint: WebhookEndpoint,
    { to, changes, together }: EndpointMove,
    alsoTogether?: EndpointTogether,
  ): Promise<WebhookEndpoint | null> {
    const { id, version, status } = endpoint;
    const next = to ?? status;
    const isMove = next !== status;
    if (isMove && !WEBHOOK_ENDPOINT_TABLE.next[status].includes(next)) {
      throw new ForbiddenMoveError(WEBHOOK_ENDPOINT_ENTITY, status, next);
    }
    const columns = { ...changes, status: next, version: version + 1 };
    const moved: WebhookEndpoint = { ...endpoint, ...columns };
    const isWritten = await this.#write(moved.url, async (manager) => {
      const { affected } = await manager.update(WebhookEndpoint, { id, version }, columns);
      if (affected !== 1) return false;
      await together?.(manager);
      await alsoTogether?.(manager, { before: endpoint, after: moved });
      if (isMove) await this.#tell(manager, moved);
      return true;
    });
    if (isWritten && isMove) this.#announce(moved);
    return isWritten ? moved : null;
  }

  async #write(url: string, work: (manager: EntityManager) => Promise<boolean>): Promise<boolean> {
    try {
      return await this.dataSource.transaction(work);
    } catch (error) {
      // Undone whole, as if somebody had been faster.
      if (isDeadlock(error)) return false;
      if ((error as { constraint?: unknown }).constraint !== 'webhook_endpoints_one_per_url') throw error;
      const standing = await this.#endpoints.findOneBy({ url, status: Not('removed') });
      throw new Problem('webhook_url_used', standing ? { resourceId: showId('webhookEndpoint', standing.id) } : {});
    }
  }

  /** Of the address only the host: what follows it may be a secret. */
  #tell(manager: EntityManager, { id, version, status, url }: WebhookEndpoint): Promise<void> {
    return tellEvent(manager, {
      subjectId: id,
      orderId: null,
      version,
      type: `${WEBHOOK_ENDPOINT_ENTITY}.${status}`,
      data: { webhookEndpointId: showId('webhookEndpoint', id), status, host: new URL(url).host },
      occurredAt: this.clock.now(),
    });
  }

  #announce({ id, status }: WebhookEndpoint): void {
    const message = `${WEBHOOK_ENDPOINT_ENTITY}.${status}`;
    observeEvent(message);
    const line = { message, webhookEndpointId: showId('webhookEndpoint', id) };
    if (status === 'paused') this.#logger.warn(line);
    else this.#logger.log(line);
  }

  get #endpoints() {
    return this.dataSource.getRepository(WebhookEndpoint);
  }
}

function noSuchEndpoint(): Problem {
  return new Problem('not_found', { detail: 'There is no such webhook endpoint.' });
}

function presentPurpose(id: string): string {
  return `webhook-secret:${id}`;
}

function previousPurpose(id: string): string {
  return `previous-webhook-secret:${id}`;
}
