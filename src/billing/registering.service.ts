// Registering a card or an account: opens the buyer's page at the provider, and believes a key only when the provider confirms it.
// Must never believe what a browser brings, nor let a forged claim end somebody's registration.
import { randomBytes } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '../common/clock.js';
import { isTransientFault, nameOfFault } from '../common/database-fault.js';
import type { IdempotencyTicket } from '../common/http/idempotency-key.js';
import { requireListedScheme } from '../common/http/return-schemes.js';
import { newId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { sweepOverdue, type Expiring } from '../database/sweep-overdue.js';
import { Answers, type Answer } from '../orders/answers.js';
import { OperatorCalls } from '../orders/operator-calls.js';
import type { RegisteredKey } from '../orders/billing.port.js';
import type { BuyerClaim, Handoff, Opened } from '../orders/provider-payment.js';
import type { Reply } from '../orders/provider-reply.js';
import { refusalProblem } from '../orders/refusals.js';
import { DEFAULT_SELLER_CODE } from '../sellers/seller.entity.js';
import { SellersService } from '../sellers/sellers.service.js';
import type { BillingKey } from './billing-key.entity.js';
import type { BillingKeyDto, RegisterCardDto } from './billing-key.dto.js';
import { billingKeyView } from './billing-key.view.js';
import { BillingPorts, requireKept } from './billing-ports.js';
import { shownMeans } from './shown-means.js';
import { claimRegistrationJob } from './jobs.js';
import { KeyBook } from './key-book.js';
import { NOTHING_YET } from './new-key.js';
import { statusAt } from './key-states.js';

const IS_SILENT =
  'The buyer came back from registering, and the provider does not tell whether it keeps a card: look there, and end the card there if the buyer has registered another.';

const REGISTRATIONS: Expiring = { table: 'billing_keys', isOpen: `status = 'registering'` };

@Injectable()
export class RegisteringService {
  readonly #logger = new Logger('BillingKeys');

  constructor(
    private readonly book: KeyBook,
    private readonly ports: BillingPorts,
    private readonly answers: Answers,
    private readonly sellers: SellersService,
    private readonly clock: Clock,
    private readonly operators: OperatorCalls,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  /**
   * Opens a registration. No money moves, so the intent needs no commit of its own; a crash on the way costs a page that
   * nobody visits.
   *
   * @throws Problem `malformed_request`, `unknown_provider`, `not_supported`, `unknown_seller`, `provider_not_set_up`,
   *   `provider_refused`, `provider_not_reached`, `idempotency_key_reused`
   */
  async open(wish: RegisterCardDto, ticket: IdempotencyTicket | null): Promise<Answer<BillingKeyDto>> {
    return this.answers.once(ticket, async () => {
      const earlier = ticket && (await this.answers.find(ticket));
      if (earlier) return this.answers.replay(ticket, earlier);
      requireListedScheme(wish.returnUrl, this.platform.returnUrlSchemes);
      const at = this.ports.get(wish.provider);
      const { provider } = at;
      const method = requireKept(at, wish.method);
      const channel = wish.channel ?? 'pc';
      const sellerCode = wish.sellerCode ?? DEFAULT_SELLER_CODE;
      const credentials = await this.sellers.activeCredentials(sellerCode, provider.name);
      const start = {
        id: newId(),
        provider: provider.name,
        method,
        channel,
        buyer: wish.buyer ? { ...wish.buyer } : null,
        registrationToken: randomBytes(24).toString('base64url'),
        credentials,
      };
      const opened = openedBy(await this.ports.openRegistration(start));
      const now = this.clock.now();
      const key: BillingKey = {
        ...start,
        version: 1,
        status: 'registering',
        sellerCode,
        credentialsId: credentials.id,
        providerReference: opened.reference,
        handoff: opened.handoff,
        customerReference: wish.customerReference ?? null,
        returnUrl: wish.returnUrl,
        createdAt: now,
        expiresAt: new Date(now.getTime() + this.config.registrationLifetimeMs),
        ...NOTHING_YET,
      };
      return this.#keep(key, ticket);
    });
  }

  /**
   * The registration of a hosted page.
   *
   * @throws Problem `not_found`
   */
  async find(registrationToken: string): Promise<BillingKey> {
    const key = await this.book.load({ registrationToken });
    if (!key) throw new Problem('not_found', { detail: 'There is no such registration.' });
    return key;
  }

  /**
   * Opens the buyer's page at the provider anew, because a handoff may go stale within minutes or work only once. What was
   * opened before belongs to the registration no more.
   *
   * @returns where to send the buyer
   * @throws Problem `not_found`, `billing_key_not_usable` when the registration is over, `busy`, `provider_refused`,
   *   `provider_not_reached`
   */
  async reopen(registrationToken: string): Promise<Handoff> {
    const key = await this.find(registrationToken);
    const status = statusAt(key, this.clock.now());
    if (status !== 'registering') {
      throw new Problem('billing_key_not_usable', {
        detail: `The registration is over: the billing key is ${status}.`,
      });
    }
    const { reference, handoff } = openedBy(await this.ports.openRegistration(key));
    const reopened = {
      providerReference: reference,
      handoff,
      // Another window: it may be opened once in its turn.
      authorizedAt: null,
    };
    if ((await this.book.move(key, 'registering', reopened)) !== 'written') throw new Problem('busy');
    return handoff;
  }

  /**
   * The buyer's browser landed with something that may name a key. Whoever comes twice, too late or with an invention
   * changes nothing.
   *
   * @throws Problem `not_found`
   */
  async claim(registrationToken: string, claim: BuyerClaim): Promise<BillingKey> {
    const key = await this.find(registrationToken);
    if (statusAt(key, this.clock.now()) !== 'registering') return key;
    const reply = await this.ports.claimKey(key, claim);
    if (reply.is === 'unknown' || reply.is === 'unsent') {
      // The provider may keep a card that only this claim names.
      const sealed = this.book.sealClaim(key, JSON.stringify(claim));
      const runAt = new Date(this.clock.now().getTime() + this.config.firstLookupMs);
      await this.book.enqueue(claimRegistrationJob(key.id, sealed, runAt));
    }
    return this.#settleClaim(key, reply);
  }

  /**
   * Asks once more about the key that a buyer brought back, after the provider had given no answer.
   *
   * @throws Error while it gives none, so that the job is tried again
   */
  async claimAgain(billingKeyId: string, sealedClaim: string): Promise<void> {
    const key = await this.book.find(billingKeyId);
    const status = statusAt(key, this.clock.now());
    if (status !== 'registering') {
      // Given up since: a card that the provider keeps all the same nobody here would know of.
      if (status === 'abandoned' || status === 'expired') await this.operators.call('registration', key.id, IS_SILENT);
      return;
    }
    const claim = JSON.parse(this.book.openClaim(key, sealedClaim)) as BuyerClaim;
    const reply = await this.ports.claimKey(key, claim);
    if (reply.is === 'unknown' || reply.is === 'unsent') throw new Error('The provider gave no answer about the key.');
    await this.#settleClaim(key, reply);
  }

  /** A buyer has registered a card, and the provider does not say so, for long. */
  async callToSilence(billingKeyId: string): Promise<void> {
    await this.operators.call('billing_key', billingKeyId, IS_SILENT);
  }

  async #settleClaim(key: BillingKey, reply: Reply<RegisteredKey>): Promise<BillingKey> {
    try {
      if (reply.is === 'done') return await this.#activate(key, reply.value);
      if (reply.is === 'refused') {
        const { refusal } = reply;
        const hasTurnedBack = refusal.reason === 'buyer_cancelled';
        await this.book.move(key, hasTurnedBack ? 'abandoned' : 'registering', { refusal, ...answered(key) });
      }
    } catch (error) {
      if (isTransientFault(error)) throw error;
      await this.#callOperator(key.id, error);
    }
    return this.#read(key.id);
  }

  /** The provider keeps a card that we could not: somebody has to see to it that it is ended, or registered anew. */
  async #callOperator(id: string, error: unknown): Promise<void> {
    const why = nameOfFault(error);
    this.#logger.error({ message: 'A card could not be stored', billingKeyId: showId('billingKey', id), why, error });
    const sentence = `The provider answered about this card, and the answer could not be stored: ${why}.`;
    await this.operators.call('billing_key', id, sentence);
  }

  /** Ends registrations whose time is up. Returns how many. */
  expire(): Promise<number> {
    return sweepOverdue(this.dataSource, REGISTRATIONS, this.clock.now(), async (id) => {
      const key = await this.book.load({ id });
      if (key?.status === 'registering') await this.book.move(key, 'expired', {});
    });
  }

  async #keep(key: BillingKey, ticket: IdempotencyTicket | null): Promise<Answer<BillingKeyDto>> {
    const body = billingKeyView(key, this.platform.publicUrl);
    const answered = ticket && {
      ...ticket,
      resourceId: key.id,
      responseStatus: 201,
      responseBody: body,
      sealedBody: null,
      committedAt: null,
      createdAt: key.createdAt,
    };
    const outcome = await this.book.create(key, answered);
    if (outcome === 'written') return { status: 201, body, replayed: false };
    const earlier = ticket && (await this.answers.find(ticket));
    if (!earlier) throw new Problem('busy');
    return this.answers.replay(ticket, earlier);
  }

  async #activate(key: BillingKey, registered: RegisteredKey): Promise<BillingKey> {
    const { secret, means } = registered;
    const facts = {
      ...this.book.seal(key, secret),
      ...shownMeans(means),
      refusal: null,
      registeredAt: this.clock.now(),
      ...answered(key),
    };
    const outcome = await this.book.move(key, 'active', facts);
    // Known here already: by the same card registered twice, or by somebody who brings another's key.
    if (outcome === 'already_registered') {
      await this.book.move(key, 'abandoned', { refusal: { reason: 'already_registered' } });
    }
    const current = await this.#read(key.id);
    // Reopened while the provider was asked: the card is there all the same, and must not be forgotten.
    return outcome === 'stale' && current.status === 'registering' ? this.#activate(current, registered) : current;
  }

  async #read(id: string): Promise<BillingKey> {
    const key = await this.book.load({ id });
    if (!key) throw new Error(`Billing key ${id} vanished.`);
    return key;
  }
}

/** Whoever was called because the provider did not answer is not needed any more. */
function answered({ attention }: BillingKey): Partial<Pick<BillingKey, 'attention'>> {
  return attention === IS_SILENT ? { attention: null } : {};
}

/** @throws Problem `provider_refused`, `provider_not_reached`, or what the refusal means for the caller */
function openedBy(reply: Reply<Opened>): Opened {
  if (reply.is === 'done') return reply.value;
  if (reply.is === 'refused') throw refusalProblem(reply.refusal);
  throw new Problem('provider_not_reached', { retryAfterSeconds: 3 });
}
