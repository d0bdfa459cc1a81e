// What is done with webhook endpoints: they are made, changed, paused, resumed and removed, and their secrets rotated.
// Must never show a secret twice.
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../common/clock.js';
import { newId, readId, showId } from '../common/ids.js';
import { AddressRefusedError, Callbacks } from '../common/outbound/callback.js';
import { Problem } from '../common/problems.js';
import { webhooksConfig, type WebhooksConfig } from '../config/webhooks.config.js';
import { StateTables } from '../orders/state-tables.js';
import { Appliers, type Applier } from '../rights/appliers.js';
import type { Asker } from '../rights/asker.js';
import { ChangeBook } from '../rights/change-book.js';
import type { ChangeRequest } from '../rights/change-request.entity.js';
import { RightsGate } from '../rights/rights-gate.js';
import { DeliveryBook } from './delivery-book.js';
import type {
  ChangeWebhookEndpointDto,
  CreateWebhookEndpointDto,
  WebhookEndpointDto,
  WebhookEndpointListDto,
  WebhookEndpointWithSecretDto,
} from './dto/webhook-endpoint.dto.js';
import { EndpointBook, type EndpointMove, type EndpointTogether } from './endpoint-book.js';
import { endpointDocument, endpointWithSecret } from './endpoint-document.js';
import { ALL_EVENTS, eventTypesOf, namesAny } from './event-types.js';
import { newSecret } from './signature.js';
import type { WebhookEndpoint } from './webhook-endpoint.entity.js';

/** How long the old secret also signs when the merchant does not say. */
const KEEP_PREVIOUS_MS = 86_400_000;

/** An endpoint after somebody changed it, or asked to. */
export interface ChangedEndpoint {
  readonly endpoint: WebhookEndpointDto;
  /** UUID of the change that waits for a second person; `null`: it is made. */
  readonly waitsFor: string | null;
}

/** What is kept of a changed address until somebody approves it. */
interface AddressDeed {
  readonly fromUrl: string;
  readonly changes: Partial<Pick<WebhookEndpoint, 'url' | 'description' | 'eventTypes'>>;
}

@Injectable()
export class EndpointsService implements OnModuleInit, Applier {
  constructor(
    private readonly book: EndpointBook,
    private readonly deliveries: DeliveryBook,
    private readonly stateTables: StateTables,
    private readonly callbacks: Callbacks,
    private readonly clock: Clock,
    private readonly gate: RightsGate,
    private readonly changes: ChangeBook,
    private readonly appliers: Appliers,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(webhooksConfig.KEY) private readonly config: WebhooksConfig,
  ) {}

  onModuleInit(): void {
    this.appliers.register('webhook_address', this);
  }

  /**
   * @param together written with it, here and below
   * @throws Problem `webhook_address_refused`, `webhook_url_used`, `malformed_request`
   */
  async create(wish: CreateWebhookEndpointDto, together?: EndpointTogether): Promise<WebhookEndpointWithSecretDto> {
    const eventTypes = this.#knownTypes(wish.eventTypes ?? [ALL_EVENTS]);
    await this.#requireAddress(wish.url);
    const [id, secret] = [newId(), newSecret()];
    const endpoint: WebhookEndpoint = {
      id,
      version: 1,
      status: 'active',
      url: wish.url,
      description: wish.description ?? null,
      eventTypes,
      sealedSecret: this.book.sealSecret(id, secret),
      sealedPreviousSecret: null,
      previousSecretEndsAt: null,
      failingSince: null,
      pausedAt: null,
      createdAt: this.clock.now(),
    };
    await this.book.create(endpoint, together);
    return endpointWithSecret(endpoint, [], secret);
  }

  async list(): Promise<WebhookEndpointListDto> {
    const endpoints = await this.book.all();
    const waiting = await this.changes.waitingAbout(endpoints.map(({ id }) => showId('webhookEndpoint', id)));
    return { items: endpoints.map((endpoint) => endpointDocument(endpoint, waiting)) };
  }

  /** Every type of event that an endpoint can ask for, in alphabetical order. */
  eventTypes(): string[] {
    return eventTypesOf(this.stateTables.transitions());
  }

  /** @throws Problem `not_found` */
  async show(id: string): Promise<WebhookEndpointDto> {
    return this.#document(await this.book.find(id));
  }

  /**
   * Changes an endpoint at once; with another address, all of the change waits for a second person.
   *
   * @throws Problem `not_found`, `webhook_address_refused`, `webhook_url_used`, `malformed_request`, `busy`, `change_waits`
   */
  async change(
    by: Asker,
    id: string,
    wish: ChangeWebhookEndpointDto,
    together?: EndpointTogether,
  ): Promise<ChangedEndpoint> {
    const { url, description, eventTypes } = wish;
    if (url !== undefined) await this.#requireAddress(url);
    const standing = await this.book.find(id);
    const isMoved = url !== undefined && url !== standing.url;
    const changes = {
      // One that stays is not written again: it may be another one by then.
      ...(isMoved && { url }),
      ...(description !== undefined && { description: description === '' ? null : description }),
      ...(eventTypes !== undefined && { eventTypes: this.#knownTypes(eventTypes) }),
    };
    const waiting = isMoved ? await this.#askToMove(by, standing, url, changes) : null;
    if (waiting) return { endpoint: await this.#document(standing), waitsFor: waiting.id };
    const decide = () => (Object.keys(changes).length > 0 ? { changes } : null);
    return { endpoint: await this.#document(await this.#change(id, decide, together)), waitsFor: null };
  }

  /** The second person said yes: events go to the new address. @throws Problem `change_outdated`, `webhook_url_used` */
  async apply(manager: EntityManager, { subject, deed }: ChangeRequest): Promise<void> {
    const { fromUrl, changes } = deed as unknown as AddressDeed;
    await this.book.changeWithin(manager, readId('webhookEndpoint', subject) ?? '', fromUrl, changes);
  }

  /** Nothing was made for it. */
  drop(): Promise<void> {
    return Promise.resolve();
  }

  /**
   * Makes a new secret. Until the previous one ends, both sign, so that the receiver changes over when it likes; what was
   * the previous one before ends at once.
   *
   * @param keepPreviousMs how long the previous one also signs, in ms
   * @throws Problem `not_found`, `busy`; SealBrokenError
   */
  async rotate(
    id: string,
    keepPreviousMs = KEEP_PREVIOUS_MS,
    together?: EndpointTogether,
  ): Promise<WebhookEndpointWithSecretDto> {
    const secret = newSecret();
    const previousSecretEndsAt = keepPreviousMs > 0 ? new Date(this.clock.now().getTime() + keepPreviousMs) : null;
    const decide = (endpoint: WebhookEndpoint): EndpointMove => ({
      changes: {
        sealedSecret: this.book.sealSecret(id, secret),
        sealedPreviousSecret: previousSecretEndsAt && this.book.sealAsPrevious(endpoint),
        previousSecretEndsAt,
      },
    });
    const endpoint = await this.#change(id, decide, together);
    return endpointWithSecret(endpoint, await this.#waitingAbout(endpoint), secret);
  }

  /** Sends nothing to an endpoint until it is resumed; events are collected for it. Again, it changes nothing. @throws Problem `not_found`, `busy` */
  async pause(id: string, together?: EndpointTogether): Promise<WebhookEndpointDto> {
    const now = this.clock.now();
    const decide = ({ status }: WebhookEndpoint): EndpointMove | null =>
      status === 'paused' ? null : { to: 'paused', changes: { pausedAt: now } };
    return this.#document(await this.#change(id, decide, together));
  }

  /** Lets a paused endpoint have what was collected for it. One that is active stays so. @throws Problem `not_found`, `busy` */
  async resume(id: string, together?: EndpointTogether): Promise<WebhookEndpointDto> {
    const now = this.clock.now();
    const decide = ({ status }: WebhookEndpoint): EndpointMove | null =>
      status === 'active'
        ? null
        : {
            to: 'active',
            changes: { pausedAt: null, failingSince: null },
            together: (manager) => this.deliveries.beginAnew(manager, id, now),
          };
    return this.#document(await this.#change(id, decide, together));
  }

  /** Ends an endpoint with its secrets. Again, it changes nothing. @throws Problem `not_found`, `busy` */
  async remove(id: string, together?: EndpointTogether): Promise<void> {
    const now = this.clock.now();
    const gone = { sealedSecret: null, sealedPreviousSecret: null, previousSecretEndsAt: null, pausedAt: null };
    const decide = ({ status }: WebhookEndpoint): EndpointMove | null =>
      status === 'removed'
        ? null
        : { to: 'removed', changes: gone, together: (manager) => this.deliveries.giveUpAll(id, now, manager) };
    await this.book.change(id, decide, together);
  }

  #waitingAbout({ id }: WebhookEndpoint): Promise<ChangeRequest[]> {
    return this.changes.waitingAbout([showId('webhookEndpoint', id)]);
  }

  async #document(endpoint: WebhookEndpoint): Promise<WebhookEndpointDto> {
    return endpointDocument(endpoint, await this.#waitingAbout(endpoint));
  }

  /** Of the addresses only the hosts are told to the trail: what follows may be a secret. */
  #askToMove(by: Asker, { id, url: fromUrl }: WebhookEndpoint, url: string, changes: AddressDeed['changes']) {
    return this.dataSource.transaction((manager) =>
      this.gate.ask(manager, by, {
        kind: 'webhook_address',
        subject: showId('webhookEndpoint', id),
        rights: ['webhook_address'],
        before: { host: new URL(fromUrl).host },
        after: { host: new URL(url).host },
        deed: { fromUrl, changes } satisfies AddressDeed,
      }),
    );
  }

  /** A change of an endpoint that was not removed. */
  async #change(
    id: string,
    decide: (endpoint: WebhookEndpoint) => EndpointMove | null,
    together?: EndpointTogether,
  ): Promise<WebhookEndpoint> {
    const decideOnStanding = (endpoint: WebhookEndpoint): EndpointMove | null => {
      if (endpoint.status === 'removed') {
        throw new Problem('not_found', { detail: 'There is no such webhook endpoint.' });
      }
      return decide(endpoint);
    };
    return this.book.change(id, decideOnStanding, together);
  }

  /** A misspelt type would never be sent, and nobody would notice. */
  #knownTypes(patterns: readonly string[]): string[] {
    const types = this.eventTypes();
    const unknown = patterns.find((pattern) => !namesAny(pattern, types));
    if (unknown === undefined) return [...patterns];
    throw new Problem('malformed_request', {
      detail: `eventTypes has ${unknown}, which names no event. There are: ${types.join(', ')}.`,
    });
  }

  /** Checked here so that the merchant hears of it, and again at each connection, because names move. */
  async #requireAddress(url: string): Promise<void> {
    if (this.config.httpsOnly && new URL(url).protocol !== 'https:') {
      throw new Problem('webhook_address_refused', { detail: 'In production the address must be https.' });
    }
    if (this.config.allowsPrivateAddresses) return;
    try {
      await this.callbacks.requirePublic(url);
    } catch (error) {
      const { hostname } = new URL(url);
      const detail = error instanceof AddressRefusedError ? error.message : `The name ${hostname} does not resolve`;
      throw new Problem('webhook_address_refused', { detail: `${detail}.` });
    }
  }
}
