// Keeps sellers and their sealed credentials. What a provider's credentials look like is none of its business.
// Must never change a row of credentials: payments made with it are cancelled with it, so new ones are a new row.
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource, In, IsNull, MoreThan, Not, type EntityManager } from 'typeorm';
import { canonicalJson } from '../common/canonical-json.js';
import { Clock } from '../common/clock.js';
import { newId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { SealBrokenError, Sealer } from '../common/sealing.js';
import type { Changed, Together } from '../common/together.js';
import { Appliers, type Applier } from '../rights/appliers.js';
import type { Asker } from '../rights/asker.js';
import type { ChangeRequest } from '../rights/change-request.entity.js';
import { RightsGate } from '../rights/rights-gate.js';
import { SellerCredentials } from './seller-credentials.entity.js';
import { DEFAULT_SELLER_CODE, Seller } from './seller.entity.js';

/** Opened credentials: texts under the provider's own names. */
export type CredentialTexts = Readonly<Record<string, string>>;

/** A seller with the credentials that new payments use. */
export interface SellerWithCredentials {
  readonly seller: Seller;
  readonly active: readonly SellerCredentials[];
  /** Those that are not used before a second person approves them. */
  readonly waiting: readonly SellerCredentials[];
}

const FINGERPRINT_PURPOSE = 'credentials fingerprint';
/** PostgreSQL's code for a broken unique constraint. */
const UNIQUE_VIOLATION = '23505';

@Injectable()
export class SellersService implements OnModuleInit, Applier {
  readonly #logger = new Logger(SellersService.name);
  /** Opened credentials by the id of their row; a row's content never changes. */
  readonly #opened = new Map<string, CredentialTexts>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly gate: RightsGate,
    private readonly appliers: Appliers,
  ) {}

  onModuleInit(): void {
    this.appliers.register('seller_credentials', this);
  }

  /**
   * Makes the configured credentials the active ones of the default seller. Called at boot; does nothing when they are
   * active already, also when several processes boot at once.
   */
  async ensureDefaultCredentials(provider: string, credentials: CredentialTexts): Promise<void> {
    const active = await this.#findActive(this.dataSource.manager, DEFAULT_SELLER_CODE, provider);
    if (!this.#isSame(active, credentials)) await this.#replace(DEFAULT_SELLER_CODE, provider, credentials, null);
  }

  /**
   * Gives a seller new credentials at a provider. The ones before stay for payments that were made with them. They say whose
   * account money goes to, so they are sealed and not used until a second person approves them.
   *
   * @param together written with them, with the row before; not when they are active already
   * @returns UUID of the change that waits for a second person; `null`: they are used from now on
   * @throws Problem `not_found` when there is no such seller, `malformed_request` when it is the default seller, `change_waits`
   */
  async setCredentials(
    by: Asker,
    sellerCode: string,
    provider: string,
    credentials: CredentialTexts,
    together?: Together<SellerCredentials | null>,
  ): Promise<string | null> {
    if (sellerCode === DEFAULT_SELLER_CODE) {
      throw new Problem('malformed_request', {
        detail: 'The credentials of the seller "default" come from the configuration of the server.',
      });
    }
    return this.#replace(sellerCode, provider, credentials, by, together);
  }

  /** The second person said yes: new payments use them. */
  async apply(manager: EntityManager, { id }: ChangeRequest): Promise<void> {
    const row = await manager.findOneBy(SellerCredentials, { waitsFor: id });
    if (!row) throw new Problem('change_outdated', { detail: 'These credentials are not there any more.' });
    const { sellerCode, provider } = row;
    await manager.findOne(Seller, { where: { code: sellerCode }, lock: { mode: 'for_no_key_update' } });
    await manager.update(SellerCredentials, { sellerCode, provider, active: true }, { active: false });
    await manager.update(SellerCredentials, { id: row.id }, { active: true, waitsFor: null });
  }

  /** Credentials that nobody approved are not kept. */
  async drop(manager: EntityManager, { id }: ChangeRequest): Promise<void> {
    await manager.delete(SellerCredentials, { waitsFor: id, active: false });
  }

  /**
   * The credentials of a row, opened.
   *
   * @throws SealBrokenError when the key they were sealed with is not in the ring any more
   */
  open(row: SellerCredentials): CredentialTexts {
    const known = this.#opened.get(row.id);
    if (known) return known;
    const opened = Object.freeze(JSON.parse(this.sealer.open(purposeOf(row.id), row.sealed)) as CredentialTexts);
    this.#opened.set(row.id, opened);
    return opened;
  }

  /** The same, or `null` when the key is gone. */
  openOrNull(row: SellerCredentials): CredentialTexts | null {
    try {
      return this.open(row);
    } catch (error) {
      if (error instanceof SealBrokenError) return null;
      throw error;
    }
  }

  /**
   * @param together written with it
   * @throws Problem `seller_code_used`
   */
  async create(code: string, name: string, together?: Together<Seller>): Promise<SellerWithCredentials> {
    const seller = this.dataSource.manager.create(Seller, { code, name, createdAt: this.clock.now() });
    try {
      await this.dataSource.transaction(async (manager) => {
        await manager.insert(Seller, seller);
        await together?.(manager, seller);
      });
    } catch (error) {
      if ((error as { code?: unknown }).code !== UNIQUE_VIOLATION) throw error;
      throw new Problem('seller_code_used', { detail: `The seller "${code}" exists.` });
    }
    return { seller, active: [], waiting: [] };
  }

  /**
   * Gives a seller another name. Its code is for good.
   *
   * @param together written with it; not when that is its name already
   * @throws Problem `not_found`
   */
  async rename(code: string, name: string, together?: Together<Changed<Seller>>): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const before = await manager.findOne(Seller, { where: { code }, lock: { mode: 'for_no_key_update' } });
      if (!before) throw noSuchSeller();
      if (before.name === name) return;
      await manager.update(Seller, { code }, { name });
      await together?.(manager, { before, after: { ...before, name } });
    });
  }

  /**
   * Sellers in the order of their codes.
   *
   * @param after code of the last seller of the page before
   * @param limit how many at most
   */
  async list(limit: number, after?: string): Promise<SellerWithCredentials[]> {
    const sellers = await this.dataSource.manager.find(Seller, {
      where: after === undefined ? {} : { code: MoreThan(after) },
      order: { code: 'ASC' },
      take: limit,
    });
    const rows = await this.#currentOf(sellers.map(({ code }) => code));
    return sellers.map((seller) => withCredentials(seller, rows));
  }

  /** @throws Problem `not_found` */
  async get(code: string): Promise<SellerWithCredentials> {
    const seller = await this.dataSource.manager.findOneBy(Seller, { code });
    if (!seller) throw noSuchSeller();
    return withCredentials(seller, await this.#currentOf([code]));
  }

  /**
   * The credentials that whatever begins now uses.
   *
   * @throws Problem `unknown_seller`, `provider_not_set_up`
   */
  async activeCredentials(sellerCode: string, provider: string): Promise<SellerCredentials> {
    const active = await this.#findActive(this.dataSource.manager, sellerCode, provider);
    if (active) return active;
    const seller = await this.dataSource.manager.findOneBy(Seller, { code: sellerCode });
    if (!seller) throw new Problem('unknown_seller', { detail: `There is no seller "${sellerCode}".` });
    throw new Problem('provider_not_set_up');
  }

  /** Those that are used, and those that wait to be. */
  #currentOf(sellerCodes: string[]): Promise<SellerCredentials[]> {
    const sellerCode = In(sellerCodes);
    return this.dataSource.manager.find(SellerCredentials, {
      where: [
        { sellerCode, active: true },
        { sellerCode, waitsFor: Not(IsNull()) },
      ],
      order: { provider: 'ASC' },
    });
  }

  /**
   * The lock on the seller's row lets one process after another compare and replace; orders may still refer to it.
   *
   * @param by `null`: the configuration of the server
   */
  async #replace(
    sellerCode: string,
    provider: string,
    credentials: CredentialTexts,
    by: Asker | null,
    together?: Together<SellerCredentials | null>,
  ): Promise<string | null> {
    return this.dataSource.transaction(async (manager) => {
      const seller = await manager.findOne(Seller, {
        where: { code: sellerCode },
        lock: { mode: 'for_no_key_update' },
      });
      if (!seller) throw noSuchSeller();
      const active = await this.#findActive(manager, sellerCode, provider);
      if (this.#isSame(active, credentials)) return null;
      const waiting = by && (await this.#ask(manager, by, { sellerCode, provider, active }, Object.keys(credentials)));
      if (active && !waiting) {
        this.#warnIfLost(active);
        await manager.update(SellerCredentials, { id: active.id }, { active: false });
      }
      const id = newId();
      const content = canonicalJson(credentials);
      await manager.insert(SellerCredentials, {
        id,
        sellerCode,
        provider,
        sealed: this.sealer.seal(purposeOf(id), content),
        fingerprint: this.sealer.fingerprint(FINGERPRINT_PURPOSE, content),
        active: !waiting,
        waitsFor: waiting?.id ?? null,
        createdAt: this.clock.now(),
      });
      if (!waiting) await together?.(manager, active);
      return waiting?.id ?? null;
    });
  }

  #ask(
    manager: EntityManager,
    by: Asker,
    { sellerCode, provider, active }: { sellerCode: string; provider: string; active: SellerCredentials | null },
    fields: readonly string[],
  ): Promise<ChangeRequest | null> {
    return this.gate.ask(manager, by, {
      kind: 'seller_credentials',
      subject: changeSubject(sellerCode, provider),
      rights: ['credentials_set'],
      before: { sellerCode, provider, setAt: active?.createdAt.toISOString() ?? null },
      after: { sellerCode, provider, fields: [...fields].sort() },
      deed: {},
    });
  }

  #findActive(manager: EntityManager, sellerCode: string, provider: string): Promise<SellerCredentials | null> {
    return manager.findOneBy(SellerCredentials, { sellerCode, provider, active: true });
  }

  /** Compares what is sealed, not fingerprints: those change with the sealing key, and a rotation must not add rows. */
  #isSame(row: SellerCredentials | null, credentials: CredentialTexts): boolean {
    const known = row && this.openOrNull(row);
    return known !== null && canonicalJson(known) === canonicalJson(credentials);
  }

  #warnIfLost(row: SellerCredentials): void {
    if (this.openOrNull(row)) return;
    this.#logger.warn(
      `The credentials ${row.id} of seller "${row.sellerCode}" at ${row.provider} are sealed with a key that is not in ` +
        'SEAL_KEYS any more. Payments made with them cannot be confirmed or cancelled until it is back.',
    );
  }
}

/** What a change of a seller's credentials at a provider is about. */
function changeSubject(sellerCode: string, provider: string): string {
  return `${sellerCode}/${provider}`;
}

function withCredentials(seller: Seller, rows: readonly SellerCredentials[]): SellerWithCredentials {
  const own = rows.filter(({ sellerCode }) => sellerCode === seller.code);
  return { seller, active: own.filter(({ active }) => active), waiting: own.filter(({ active }) => !active) };
}

function purposeOf(credentialsId: string): string {
  return `credentials:${credentialsId}`;
}

function noSuchSeller(): Problem {
  return new Problem('not_found', { detail: 'There is no such seller.' });
}
