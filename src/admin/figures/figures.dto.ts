// What the desk's figures take and answer.
// Must never name anybody: figures are sums.
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, ValidateBy } from 'class-validator';
import { IsText, Optional } from '../../common/http/fields.js';
import { isDay, PERIODS, type PeriodKind } from './periods.js';

const WON = { type: 'integer', format: 'int64' } as const;
const COUNT = { type: 'integer' } as const;
const RATE = { type: 'number', minimum: 0, maximum: 1, nullable: true } as const;

/** Which figures. */
export class FiguresQuery {
  /** A day of 24 hours, a week from Monday on, or a month; in Korea. */
  @IsIn(PERIODS)
  period: PeriodKind;

  /**
   * A day in Korea that the period holds. Left out: today.
   * @example "2026-11-22"
   */
  @Optional()
  @ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isDay(value),
      defaultMessage: () => '$property must be a day such as 2026-11-22',
    },
  })
  date?: string;

  /** Only of the seller with this code. */
  @Optional()
  @IsText(1, 64)
  seller?: string;
}

/** Money and tries of a span. Each try and each refund counts once, in the span in which it ended. */
export class TotalsDocument {
  /** Payments that came in and stay. */
  @ApiProperty(COUNT) salesCount: number;
  @ApiProperty(WON) salesWon: number;
  /** Refunds that were given back. */
  @ApiProperty(COUNT) refundsCount: number;
  @ApiProperty(WON) refundsWon: number;
  /** Sales without refunds; below 0 when more was given back than came in. */
  @ApiProperty(WON) netWon: number;
  /** Tries that the provider refused. */
  @ApiProperty(COUNT) refusedCount: number;
  /** Tries whose money the order could not take, and that went back. */
  @ApiProperty(COUNT) reversedCount: number;
  /** Sales by tries that ended, 0 to 1; `null`: none ended. Buyers who left before they tried are in neither. */
  @ApiProperty(RATE) successRate: number | null;
}

/** The totals of one provider, and what they are compared with. */
export class ProviderFiguresDocument {
  provider: string;
  now: TotalsDocument;
  before: TotalsDocument;
}

/** One point of a chart. */
export class FiguresStepDocument {
  /** Its beginning; ISO instant. It lasts an hour of a day, else a day. */
  from: string;
  now: TotalsDocument;
}

/** Why a provider said no, and how often. */
export class DeclineDocument {
  provider: string;
  /** What that means, for example `declined`. */
  reason: string;
  /** The provider's own code; `null` when it gave none. */
  providerCode: string | null;
  /** The provider's words, or what its code means; `null` when there are none. */
  providerMessage: string | null;
  @ApiProperty(COUNT) count: number;
}

/** What is in doubt at a provider at this moment. */
export class DoubtDocument {
  provider: string;
  @ApiProperty(COUNT) payments: number;
  @ApiProperty(COUNT) cancellations: number;
  @ApiProperty(WON) amountWon: number;
  /** Since when the oldest is; ISO instant. */
  oldestSince: string;
}

/** How many wait for a person at this moment, whatever seller they are of. */
export class QueueSizeDocument {
  @ApiProperty(COUNT) payments: number;
  @ApiProperty(COUNT) cancellations: number;
  @ApiProperty(COUNT) billingKeys: number;
  @ApiProperty(COUNT) cashReceipts: number;
  @ApiProperty(COUNT) total: number;
}

/** How telling outside goes at this moment. */
export class WebhookHealthDocument {
  @ApiProperty(COUNT) activeEndpoints: number;
  /** Nothing is sent to them until somebody resumes them. */
  @ApiProperty(COUNT) pausedEndpoints: number;
  /** Active ones whose last attempts failed. */
  @ApiProperty(COUNT) failingEndpoints: number;
  /** Deliveries that wait. */
  @ApiProperty(COUNT) waiting: number;
  /** Whether more than that wait, and were not counted. */
  waitingIsMore: boolean;
  /** Since when the oldest waits; ISO instant; `null`: nothing waits. */
  oldestWaitingSince: string | null;
  /** Attempts of the last 24 hours, at most the newest 10,000. */
  @ApiProperty(COUNT) attempts: number;
  /** Those of them that were answered well, 0 to 1; `null`: there were none. */
  @ApiProperty(RATE) successRate: number | null;
}

/** A seller to choose from. */
export class SellerChoiceDocument {
  code: string;
  name: string;
}

/** How it goes: a day, a week or a month in Korea. */
export class FiguresDocument {
  @ApiProperty({ enum: PERIODS })
  period: PeriodKind;
  /** The first day of it, and of the ones beside it. */
  firstDay: string;
  previousDay: string;
  nextDay: string;
  /** ISO instants; `to` is the first one after it. */
  from: string;
  to: string;
  /** When the figures were read; ISO instant. */
  asOf: string;
  /** Whether it still runs. */
  isRunning: boolean;
  /** `null`: of all sellers. */
  seller: string | null;
  totals: TotalsDocument;
  /** Of the period before; while this one runs, of as much of it as has passed of this one. */
  before: TotalsDocument;
  beforeFrom: string;
  beforeTo: string;
  steps: FiguresStepDocument[];
  providers: ProviderFiguresDocument[];
  /** The most frequent first, at most 12. */
  declines: DeclineDocument[];
  /** Refusals for reasons that are not in `declines`. */
  @ApiProperty(COUNT) otherDeclines: number;
  doubts: DoubtDocument[];
  queue: QueueSizeDocument;
  webhooks: WebhookHealthDocument;
  sellers: SellerChoiceDocument[];
}
