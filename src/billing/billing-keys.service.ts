// Stored cards: shown, listed, ended. A key is unusable from the first moment of its removal.
// Must never call a provider from a request; ending a key there is a job's work.
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Clock } from '../common/clock.js';
import { readId, showId } from '../common/ids.js';
import { cutPage, DEFAULT_PAGE_LIMIT } from '../common/page.dto.js';
import { Problem } from '../common/problems.js';
import { ordersConfig, type OrdersConfig } from '../config/orders.config.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { lookupWaitMs, operatorNeeded } from '../orders/doubt.js';
import type { Refusal } from '../orders/provider-reply.js';
import { BillingKey } from './billing-key.entity.js';
import type { BillingKeyDto, BillingKeyPageDto, ListBillingKeysDto } from './billing-key.dto.js';
import { billingKeyView } from './billing-key.view.js';
import { BillingPorts } from './billing-ports.js';
import { revokeKeyJob } from './jobs.js';
import { KeyBook, type KeyTogether } from './key-book.js';

/** Younger removals have been given their job with the change that made them so. */
const MINIMUM_AGE_MS = 60_000;

@Injectable()
export class BillingKeysService {
  constructor(
    private readonly book: KeyBook,
    private readonly ports: BillingPorts,
    private readonly clock: Clock,
    @InjectRepository(BillingKey) private readonly keys: Repository<BillingKey>,
    @Inject(ordersConfig.KEY) private readonly config: OrdersConfig,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  /** @throws Problem `not_found` */
  async show(id: string): Promise<BillingKeyDto> {
    return billingKeyView(await this.book.find(id), this.platform.publicUrl);
  }

  /** A page of keys, newest first, by keyset. */
  async list(filter: ListBillingKeysDto): Promise<BillingKeyPageDto> {
    const limit = filter.limit ?? DEFAULT_PAGE_LIMIT;
    const { customerReference, status, provider, cursor } = filter;
    const query = this.keys
      .createQueryBuilder('k')
      .orderBy('k.id', 'DESC')
      .limit(limit + 1);
    if (customerReference !== undefined)
      query.andWhere('k.customerReference = :customerReference', { customerReference });
    if (status !== undefined) query.andWhere('k.status = :status', { status });
    if (provider !== undefined) query.andWhere('k.provider = :provider', { provider });
    if (cursor !== undefined) query.andWhere('k.id < :before', { before: readCursor(cursor) });
    const page = cutPage(await query.getMany(), limit, (key) => showId('billingKey', key.id));
    return { items: page.rows.map((key) => billingKeyView(key, this.platform.publicUrl)), nextCursor: page.nextCursor };
  }

  /**
   * Ends a key: no charge begins on it any more, and a job tells the provider until it agrees. A registration that the
   * buyer has not finished is given up.
   *
   * @param together written with it; not when nothing changes
   * @returns the key while the provider is being told, `null` when nothing is left to do
   * @throws Problem `not_found`, `busy`
   */
  async remove(id: string, together?: KeyTogether): Promise<BillingKeyDto | null> {
    const key = await this.book.change(id, (current) => {
      if (current.status === 'registering') return this.book.move(current, 'abandoned', {}, null, together);
      if (current.status !== 'active' && current.status !== 'dead') return null;
      const now = this.clock.now();
      const changes = { removingSince: now, revokeAttempts: 0 };
      return this.book.move(current, 'removing', changes, revokeKeyJob(id, now), together);
    });
    return key.status === 'removing' ? billingKeyView(key, this.platform.publicUrl) : null;
  }

  /** The provider said that the key can never be charged again. */
  async markDead(id: string, refusal: Refusal): Promise<void> {
    const deadReason = [refusal.providerCode, refusal.providerMessage].filter(Boolean).join(' ') || refusal.reason;
    await this.book.change(id, (key) => (key.status === 'active' ? this.book.move(key, 'dead', { deadReason }) : null));
  }

  /**
   * An operator has seen to what they were called for; nothing becomes of the key itself.
   *
   * @param together written with it
   * @throws Problem `not_found`, `nothing_to_decide`, `decision_not_possible` while it is being removed, `busy`
   */
  async noteSeenTo(id: string, together: KeyTogether): Promise<void> {
    await this.book.change(id, (key) => {
      if (key.attention === null) throw new Problem('nothing_to_decide', { detail: 'No operator was called.' });
      if (key.status === 'removing') {
        throw new Problem('decision_not_possible', { detail: 'It is being removed, and leaves the queue once it is.' });
      }
      return this.book.move(key, key.status, { attention: null }, null, together);
    });
  }

  /** Asks the provider to end a key that is being removed; asks again later, ever more slowly, unless it agrees. */
  async revoke(id: string): Promise<void> {
    const key = await this.book.load({ id });
    if (key?.status !== 'removing') return;
    const reply = await this.ports.revoke(key);
    const now = this.clock.now();
    if (reply.is === 'done') {
      const gone = { sealedKey: null, keyFingerprint: null, attention: null, removedAt: now };
      await this.book.change(id, (current) =>
        current.status === 'removing' ? this.book.move(current, 'removed', gone) : null,
      );
      return;
    }
    const attempts = key.revokeAttempts + 1;
    const attention = key.attention ?? operatorNeeded(key.removingSince, now, this.config);
    const again = revokeKeyJob(id, new Date(now.getTime() + lookupWaitMs(attempts, this.config)));
    await this.book.change(id, (current) =>
      current.status === 'removing'
        ? this.book.move(current, 'removing', { revokeAttempts: attempts, attention }, again)
        : null,
    );
  }

  /** Gives a job to every removal that has none. Returns how many were without. */
  watch(): Promise<number> {
    return this.book.enqueueMissingRevokes(new Date(this.clock.now().getTime() - MINIMUM_AGE_MS));
  }
}

function readCursor(cursor: string): string {
  const id = readId('billingKey', cursor);
  if (id === null) throw new Problem('malformed_request', { detail: 'cursor must be the nextCursor of a page.' });
  return id;
}
