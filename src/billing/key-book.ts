// The only code that writes billing keys: each write expects the version that was read, so of two one wins.
// Must never call a provider.
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In, type EntityManager } from 'typeorm';
import type { QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { Clock } from '../common/clock.js';
import { isDeadlock } from '../common/deadlock.js';
import { showId } from '../common/ids.js';
import { observeEvent } from '../common/metrics.js';
import { Problem } from '../common/problems.js';
import { Sealer } from '../common/sealing.js';
import type { Changed, Together } from '../common/together.js';
import { IdempotencyRecord } from '../orders/entities/idempotency-record.entity.js';
import { checkKeyJob, type JobDraft } from '../orders/jobs.js';
import { tellEvent } from '../orders/new-event.js';
import { ForbiddenMoveError } from '../orders/states.js';
import { BillingKey } from './billing-key.entity.js';
import { REVOKE_BILLING_KEY } from './jobs.js';
import { BILLING_KEY_ENTITY, BILLING_KEY_TABLE, type BillingKeyStatus } from './key-states.js';

/** What a write may set beside the state. */
export type KeyChanges = Partial<Omit<BillingKey, 'id' | 'version' | 'status' | 'credentials'>>;

/** Writes what belongs to a move of a key. */
export type KeyTogether = Together<Changed<BillingKeyStatus>>;

/** How to find a key. */
export type KeyName = { readonly id: string } | { readonly registrationToken: string };

/** A write that a unique constraint refused, by the constraint's meaning. */
export type KeyWriteOutcome = 'written' | 'stale' | 'already_registered' | 'idempotency_key_used';

/** How often a change is tried again when others were faster. */
const MOST_TRIES = 12;

const FINGERPRINT_PURPOSE = 'billing key';

const ADD_JOB = `SELECT enqueue_job($1, $2::json, $3, $4)`;

/** Younger ones have been given their job with the change that made them so. */
const ENQUEUE_MISSING = `
  SELECT enqueue_job($1, json_build_object('billingKeyId', k.id), $1 || ':' || k.id, now())
  FROM billing_keys k
  WHERE k.status = 'removing' AND k.removing_since < $2 AND NOT EXISTS (
    SELECT FROM graphile_worker.jobs j WHERE j.key = $1 || ':' || k.id AND j.attempts < j.max_attempts)
  LIMIT 500`;

@Injectable()
export class KeyBook {
  readonly #logger = new Logger('BillingKeys');

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** The key with the credentials it was registered with, or `null`. One round trip. */
  load(name: KeyName): Promise<BillingKey | null> {
    const query = this.dataSource
      .getRepository(BillingKey)
      .createQueryBuilder('k')
      .leftJoinAndSelect('k.credentials', 'c');
    if ('id' in name) query.where('k.id = :id', name);
    else query.where('k.registrationToken = :registrationToken', name);
    return query.getOne();
  }

  /** Writes a new registration, with the answer under its Idempotency-Key. One commit. */
  create(key: BillingKey, answered: IdempotencyRecord | null): Promise<KeyWriteOutcome> {
    return this.#write(async (manager) => {
      await manager.insert(BillingKey, key);
      await this.#tell(manager, key);
      if (answered) await manager.insert(IdempotencyRecord, answered as QueryDeepPartialEntity<IdempotencyRecord>);
      this.#announce(key.id, key.status);
      return true;
    });
  }

  /**
   * Moves a key along the state table, or changes facts of one that stays where it is, and enqueues the job that this
   * causes. One commit.
   *
   * @param key as read; on `written` it is as the database has it now
   * @param together written with it
   * @throws ForbiddenMoveError
   */
  move(
    key: BillingKey,
    to: BillingKeyStatus,
    changes: KeyChanges,
    job: JobDraft | null = null,
    together?: KeyTogether,
  ): Promise<KeyWriteOutcome> {
    const before = key.status;
    const isMove = to !== before;
    if (isMove && !BILLING_KEY_TABLE.next[before].includes(to)) {
      throw new ForbiddenMoveError(BILLING_KEY_ENTITY, before, to);
    }
    return this.#write(async (manager) => {
      const changed = { ...changes, status: to, version: key.version + 1 };
      const { affected } = await manager.update(BillingKey, { id: key.id, version: key.version }, changed);
      if (affected !== 1) return false;
      if (job) await addJob(manager, job);
      await together?.(manager, { before, after: to });
      Object.assign(key, changed);
      if (isMove) {
        await this.#tell(manager, key);
        this.#announce(key.id, to);
      }
      return true;
    });
  }

  /**
   * Decides on a key and writes; when others were faster, reads it again and decides anew.
   *
   * @param decide begins the write, or answers `null` when there is nothing to write; called once for each reading
   * @returns the key as it is after the write
   * @throws Problem `not_found`, `busy`
   */
  async change(id: string, decide: (key: BillingKey) => Promise<KeyWriteOutcome> | null): Promise<BillingKey> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const key = await this.find(id);
      const write = decide(key);
      if (write === null || (await write) === 'written') return key;
    }
    throw new Problem('busy');
  }

  /** @throws Problem `not_found` */
  async find(id: string): Promise<BillingKey> {
    const key = await this.load({ id });
    if (!key) throw new Problem('not_found', { detail: 'There is no such billing key.' });
    return key;
  }

  /**
   * Enqueues a check of every active key that is this secret at a provider; there is one for each seller at most.
   *
   * @param secret as somebody told it; nothing happens when nobody here has it
   */
  async enqueueChecks(provider: string, secret: string): Promise<void> {
    const keys = await this.dataSource.getRepository(BillingKey).find({
      select: { id: true },
      // Not only under the first sealing key: after a new one was put in front, older rows still have the older hash.
      where: {
        provider,
        status: 'active',
        keyFingerprint: In(this.sealer.fingerprints(FINGERPRINT_PURPOSE, secret)),
      },
    });
    for (const { id } of keys) await addJob(this.dataSource.manager, checkKeyJob(id));
  }

  /** Enqueues a job; one under the same key that has not run yet is replaced. */
  async enqueue(job: JobDraft): Promise<void> {
    await addJob(this.dataSource.manager, job);
  }

  /** Gives a job to every removal that has none. Returns how many were without. */
  async enqueueMissingRevokes(before: Date): Promise<number> {
    return (await this.dataSource.query<unknown[]>(ENQUEUE_MISSING, [REVOKE_BILLING_KEY, before])).length;
  }

  /** The provider's key as it is stored. */
  seal(key: BillingKey, secret: string): Pick<BillingKey, 'sealedKey' | 'keyFingerprint'> {
    return {
      sealedKey: this.sealer.seal(purposeOf(key), secret),
      keyFingerprint: this.sealer.fingerprint(FINGERPRINT_PURPOSE, secret),
    };
  }

  /**
   * The provider's key, opened.
   *
   * @throws SealBrokenError when the key it was sealed with is not in the ring any more
   */
  open(key: BillingKey): string {
    if (key.sealedKey === null) throw new Error(`Billing key ${key.id} is ${key.status} and holds no key.`);
    return this.sealer.open(purposeOf(key), key.sealedKey);
  }

  /** What a buyer's browser brought, sealed for a job. */
  sealClaim(key: BillingKey, claim: string): string {
    return this.sealer.seal(claimPurposeOf(key), claim);
  }

  /** @throws SealBrokenError */
  openClaim(key: BillingKey, sealedClaim: string): string {
    return this.sealer.open(claimPurposeOf(key), sealedClaim);
  }

  async #write(work: (manager: EntityManager) => Promise<boolean>): Promise<KeyWriteOutcome> {
    try {
      return (await this.dataSource.transaction(work)) ? 'written' : 'stale';
    } catch (error) {
      // Undone whole, as if somebody had been faster.
      if (isDeadlock(error)) return 'stale';
      const { constraint } = error as { constraint?: unknown };
      if (constraint === 'billing_keys_one_row_per_key') return 'already_registered';
      if (constraint === 'idempotency_records_key') return 'idempotency_key_used';
      throw error;
    }
  }

  /** What becomes of a key is told outside: neither the card nor whose it is, which only the key's own page shows. */
  #tell(manager: EntityManager, key: BillingKey): Promise<void> {
    const { id, version, status, provider, sellerCode, deadReason } = key;
    const billingKeyId = showId('billingKey', id);
    return tellEvent(manager, {
      subjectId: id,
      orderId: null,
      version,
      type: `${BILLING_KEY_ENTITY}.${status}`,
      data: { billingKeyId, status, provider, sellerCode, ...(status === 'dead' && { deadReason }) },
      occurredAt: this.clock.now(),
    });
  }

  #announce(id: string, status: BillingKeyStatus): void {
    observeEvent(`billing_key.${status}`);
    this.#logger.log({ message: `billing_key.${status}`, billingKeyId: showId('billingKey', id) });
  }
}

function addJob(manager: EntityManager, { name, payload, key, runAt }: JobDraft): Promise<unknown> {
  return manager.query(ADD_JOB, [name, JSON.stringify(payload), key, runAt]);
}

function claimPurposeOf(key: BillingKey): string {
  return `billing-key-claim:${key.id}`;
}

function purposeOf(key: BillingKey): string {
  return `billing-key:${key.id}`;
}
