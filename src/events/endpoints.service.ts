// What is done with webhook endpoints: they are made, changed, paused, resumed and removed, and their secrets rotated.
// Must never show a secret twice.
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { newId } from '../common/ids.js';
import { AddressRefusedError, Callbacks } from '../common/outbound/callback.js';
import { Problem } from '../common/problems.js';
import { webhooksConfig, type WebhooksConfig } from '../config/webhooks.config.js';
import { StateTables } from '../orders/state-tables.js';
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

@Injectable()
export class EndpointsService {
  constructor(
    private readonly book: EndpointBook,
    private readonly deliveries: DeliveryBook,
    private readonly stateTables: StateTables,
    private readonly callbacks: Callbacks,
    private readonly clock: Clock,
    @Inject(webhooksConfig.KEY) private readonly config: WebhooksConfig,
  ) {}

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
    return endpointWithSecret(endpoint, secret);
  }

  async list(): Promise<WebhookEndpointListDto> {
    return { items: (await this.book.all()).map(endpointDocument) };
  }

  /** Every type of event that an endpoint can ask for, in alphabetical order. */
  eventTypes(): string[] {
    return eventTypesOf(this.stateTables.transitions());
  }

  /** @throws Problem `not_found` */
  async show(id: string): Promise<WebhookEndpointDto> {
    return endpointDocument(await this.book.find(id));
  }

  /** @throws Problem `not_found`, `webhook_address_refused`, `webhook_url_used`, `malformed_request`, `busy` */
  async change(id: string, wish: ChangeWebhookEndpointDto, together?: EndpointTogether): Promise<WebhookEndpointDto> {
    const { url, description, eventTypes } = wish;
    if (url !== undefined) await this.#requireAddress(url);
    const changes = {
      ...(url !== undefined && { url }),
      ...(description !== undefined && { description: description === '' ? null : description }),
      ...(eventTypes !== undefined && { eventTypes: this.#knownTypes(eventTypes) }),
    };
    const decide = () => (Object.keys(changes).length > 0 ? { changes } : null);
    return endpointDocument(await this.#change(id, decide, together));
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
    return endpointWithSecret(await this.#change(id, decide, together), secret);
  }

  /** Sends nothing to an endpoint until it is resumed; events are collected for it. Again, it changes nothing. @throws Problem `not_found`, `busy` */
  async pause(id: string, together?: EndpointTogether): Promise<WebhookEndpointDto> {
    const now = this.clock.now();
    const decide = ({ status }: WebhookEndpoint): EndpointMove | null =>
      status === 'paused' ? null : { to: 'paused', changes: { pausedAt: now } };
    return endpointDocument(await this.#change(id, decide, together));
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
    return endpointDocument(await this.#change(id, decide, together));
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
