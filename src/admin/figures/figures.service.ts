// Reads the figures of a day, a week or a month, as of one moment.
// Must never read a large part of a table, nor hold more than one connection: money goes first.
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AttentionService } from '../../attention/attention.service.js';
import { Clock } from '../../common/clock.js';
import { documentOf } from '../../common/document.js';
import { Problem } from '../../common/problems.js';
import {
  DoubtDocument,
  FiguresDocument,
  FiguresStepDocument,
  ProviderFiguresDocument,
  QueueSizeDocument,
  SellerChoiceDocument,
  WebhookHealthDocument,
  type FiguresQuery,
} from './figures.dto.js';
import { doubts, failures, MOST_WAITING, refunds, sales, WEBHOOKS } from './figures.sql.js';
import { comparedWith, dayInKorea, periodOf, stepsOf, type Period, type Span } from './periods.js';
import {
  declinesOf,
  partOf,
  providersIn,
  rateOf,
  totalsOf,
  type Ended,
  type FailureRow,
  type MoneyRow,
} from './totals.js';

const MOST_DECLINES = 12;
const DAY_MS = 86_400_000;

interface DoubtRow {
  readonly provider: string;
  readonly payments: number;
  readonly cancellations: number;
  readonly amountWon: string;
  readonly oldestSince: Date;
}
interface WebhookRow {
  readonly active: number;
  readonly paused: number;
  readonly failing: number;
  readonly waiting: number;
  readonly oldestWaitingSince: Date | null;
  readonly attempts: number;
  readonly succeeded: number;
}

@Injectable()
export class FiguresService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly attention: AttentionService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem `unknown_seller` */
  async read({ period: kind, date, seller }: FiguresQuery): Promise<FiguresDocument> {
    const now = this.clock.now();
    const period = periodOf(kind, date ?? dayInKorea(now));
    const compared = comparedWith(period, now);
    const read = await this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const reader = await FiguresReader.of(manager, seller);
      return {
        ended: await reader.ended(period, period.stepMs),
        before: await reader.ended(compared, Infinity),
        doubts: await reader.doubts(),
        webhooks: await reader.webhooks(now),
        sellers: reader.sellers,
      };
    });
    const declines = declinesOf(read.ended.failures);
    const shown = declines.slice(0, MOST_DECLINES);
    return documentOf(FiguresDocument, {
      ...frameOf(period, compared, now),
      seller: seller ?? null,
      totals: totalsOf(read.ended),
      before: totalsOf(read.before),
      steps: stepDocuments(period, read.ended),
      providers: providerDocuments(read.ended, read.before),
      declines: shown,
      otherDeclines: declines.slice(shown.length).reduce((sum, { count }) => sum + count, 0),
      doubts: read.doubts,
      queue: await this.#queue(),
      webhooks: read.webhooks,
      sellers: read.sellers,
    });
  }

  async #queue(): Promise<QueueSizeDocument> {
    const counts = await this.attention.counts();
    return documentOf(QueueSizeDocument, {
      payments: counts.payment,
      cancellations: counts.cancellation,
      billingKeys: counts.billing_key,
      cashReceipts: counts.cash_receipt,
      total: Object.values(counts).reduce((sum, count) => sum + count, 0),
    });
  }
}

/** Asks the database within one transaction, for one seller or all. */
class FiguresReader {
  private constructor(
    private readonly manager: EntityManager,
    readonly sellers: SellerChoiceDocument[],
    private readonly credentialsIds: readonly string[] | null,
  ) {}

  static async of(manager: EntityManager, seller: string | undefined): Promise<FiguresReader> {
    const rows = await manager.query<SellerChoiceDocument[]>('SELECT code, name FROM sellers ORDER BY name, code');
    const sellers = rows.map(({ code, name }) => documentOf(SellerChoiceDocument, { code, name }));
    if (seller === undefined) return new FiguresReader(manager, sellers, null);
    if (!sellers.some(({ code }) => code === seller)) throw new Problem('unknown_seller');
    const found = await manager.query<{ id: string }[]>('SELECT id FROM seller_credentials WHERE seller_code = $1', [
      seller,
    ]);
    return new FiguresReader(
      manager,
      sellers,
      found.map(({ id }) => id),
    );
  }

  /** @param stepMs how long a step is; without end: all of the span is one */
  async ended({ from, to }: Span, stepMs: number): Promise<Ended> {
    const step = Number.isFinite(stepMs) ? stepMs : Math.max(1, to.getTime() - from.getTime());
    const values = [from, to, step];
    return {
      sales: await this.#ask<MoneyRow>(sales, values),
      refunds: await this.#ask<MoneyRow>(refunds, values),
      failures: await this.#ask<FailureRow>(failures, values),
    };
  }

  async doubts(): Promise<DoubtDocument[]> {
    const rows = await this.#ask<DoubtRow>(doubts, []);
    return rows.map(({ provider, payments, cancellations, amountWon, oldestSince }) =>
      documentOf(DoubtDocument, {
        provider,
        payments,
        cancellations,
        amountWon: Number(amountWon),
        oldestSince: oldestSince.toISOString(),
      }),
    );
  }

  async webhooks(now: Date): Promise<WebhookHealthDocument> {
    const [row] = await this.manager.query<WebhookRow[]>(WEBHOOKS, [new Date(now.getTime() - DAY_MS)]);
    if (!row) throw new Error('Counting webhooks gave no row.');
    return documentOf(WebhookHealthDocument, {
      activeEndpoints: row.active,
      pausedEndpoints: row.paused,
      failingEndpoints: row.failing,
      waiting: row.waiting,
      waitingIsMore: row.waiting === MOST_WAITING,
      oldestWaitingSince: row.oldestWaitingSince?.toISOString() ?? null,
      attempts: row.attempts,
      successRate: rateOf(row.succeeded, row.attempts),
    });
  }

  #ask<Row>(question: (bySeller: boolean) => string, values: readonly unknown[]): Promise<Row[]> {
    const bySeller = this.credentialsIds !== null;
    return this.manager.query<Row[]>(question(bySeller), bySeller ? [...values, this.credentialsIds] : [...values]);
  }
}

function frameOf(period: Period, compared: Span, now: Date) {
  return {
    period: period.kind,
    firstDay: period.firstDay,
    previousDay: period.previousDay,
    nextDay: period.nextDay,
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    asOf: now.toISOString(),
    isRunning: period.from <= now && now < period.to,
    beforeFrom: compared.from.toISOString(),
    beforeTo: compared.to.toISOString(),
  };
}

function stepDocuments(period: Period, ended: Ended): FiguresStepDocument[] {
  return stepsOf(period).map((from, place) =>
    documentOf(FiguresStepDocument, { from: from.toISOString(), now: totalsOf(partOf(ended, { place })) }),
  );
}

function providerDocuments(ended: Ended, before: Ended): ProviderFiguresDocument[] {
  return providersIn(ended, before).map((provider) =>
    documentOf(ProviderFiguresDocument, {
      provider,
      now: totalsOf(partOf(ended, { provider })),
      before: totalsOf(partOf(before, { provider })),
    }),
  );
}
