// Registers the state table and the background jobs of stored cards when the application starts.
// Must never do work of its own; it only ties services to names.
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { JobRegistry } from '../jobs/job-registry.js';
import { CHECK_BILLING_KEY, KEEP_REGISTERED_CARD } from '../orders/jobs.js';
import { OperatorCalls } from '../orders/operator-calls.js';
import { StateTables } from '../orders/state-tables.js';
import { BillingKeysService } from './billing-keys.service.js';
import { DescribingService } from './describing.service.js';
import { CHECK_REGISTRATION, CLAIM_REGISTRATION, REVOKE_BILLING_KEY, SWEEP_BILLING_KEYS } from './jobs.js';
import { BILLING_KEY_ENTITY, BILLING_KEY_TABLE } from './key-states.js';
import { RegisteredCardsService } from './registered-cards.service.js';
import { RegisteringService } from './registering.service.js';
import { RegistrationMoney } from './registration-money.service.js';

@Injectable()
export class BillingJobs implements OnModuleInit {
  readonly #logger = new Logger(BillingJobs.name);

  constructor(
    private readonly stateTables: StateTables,
    private readonly registry: JobRegistry,
    private readonly keys: BillingKeysService,
    private readonly describing: DescribingService,
    private readonly registering: RegisteringService,
    private readonly registeredCards: RegisteredCardsService,
    private readonly registrationMoney: RegistrationMoney,
    private readonly operators: OperatorCalls,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
  ) {}

  onModuleInit(): void {
    this.stateTables.register(BILLING_KEY_ENTITY, BILLING_KEY_TABLE);
    this.registry.register({
      name: REVOKE_BILLING_KEY,
      run: (payload) => this.keys.revoke(idIn(payload, 'billingKeyId')),
      failed: (payload, failure) =>
        this.operators.callAfterFailure('billing_key', idIn(payload, 'billingKeyId'), failure),
    });
    this.registry.register({
      name: KEEP_REGISTERED_CARD,
      run: (payload) => this.registeredCards.keep(idIn(payload, 'paymentId')),
      failed: (payload, failure) =>
        this.operators.callAfterFailure('registered_card', idIn(payload, 'paymentId'), failure),
    });
    this.registry.register({
      name: CHECK_BILLING_KEY,
      run: (payload) => this.describing.check(idIn(payload, 'billingKeyId')),
      // It moves no money: a stored card that has ended says so at its next charge.
      failed: null,
    });
    this.registry.register({
      name: CHECK_REGISTRATION,
      run: (payload) => this.registrationMoney.check(idIn(payload, 'billingKeyId'), idIn(payload, 'reference')),
      // Not before the last try: while the provider is away, every registration of that time would call somebody for nothing.
      failed: async (payload, failure) => {
        if (failure.isLast)
          await this.operators.callAfterFailure('registration', idIn(payload, 'billingKeyId'), failure);
      },
    });
    this.registry.register({
      name: CLAIM_REGISTRATION,
      run: (payload) => this.registering.claimAgain(idIn(payload, 'billingKeyId'), idIn(payload, 'sealedClaim')),
      // Not at once: while the provider is away, every registration of that time would call somebody for nothing.
      failed: async (payload, { attempt, isLast }) => {
        if (isLast || attempt >= PATIENT_CLAIMS) await this.registering.callToSilence(idIn(payload, 'billingKeyId'));
      },
    });
    this.registry.registerPeriodic({
      name: SWEEP_BILLING_KEYS,
      everyMs: this.config.sweepEveryMs,
      run: async () => {
        await this.registering.expire();
        const found = (await this.keys.watch()) + (await this.registeredCards.watch());
        if (found > 0) this.#logger.warn(`${found} changes of billing keys had no job; they have one now.`);
      },
    });
  }
}

/** So many questions about a key that a buyer brought stay without an answer before somebody is called: about ten minutes. */
const PATIENT_CLAIMS = 7;

function idIn(payload: unknown, name: string): string {
  const id = ((payload ?? {}) as Readonly<Record<string, unknown>>)[name];
  if (typeof id === 'string') return id;
  throw new Error(`The job has no ${name}.`);
}
