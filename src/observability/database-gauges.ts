// What stands in the database now, as gauges for /metrics: unsettled payments and cancellations, doubts, jobs.
// Must never read a large part of a table: every query runs on an index over few rows, at most once in a few seconds.
import { Injectable, Logger } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { DatabaseClock } from '../database/database-clock.js';

/** How long a count is good, in ms. */
const FRESH_MS = 5_000;

interface Count {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface GaugeKind {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  /** Selects `value` and the labels, named as they are. */
  readonly sql: string;
}

const KINDS: readonly GaugeKind[] = [
  {
    name: 'gyeolje_unsettled_payments',
    help: 'Payments whose end is open, by state',
    labels: ['state'],
    sql: `SELECT state, count(p.id) AS value FROM unnest(ARRAY['confirming', 'in_doubt', 'awaiting_deposit']) AS state
      LEFT JOIN payments p ON p.status = state AND p.status IN ('confirming', 'in_doubt', 'awaiting_deposit')
      GROUP BY state`,
  },
  {
    name: 'gyeolje_unsettled_cancellations',
    help: 'Cancellations whose end is open, by state',
    labels: ['state'],
    sql: `SELECT state, count(c.id) AS value FROM unnest(ARRAY['requested', 'executing', 'in_doubt']) AS state
      LEFT JOIN cancellations c ON c.status = state AND c.status IN ('requested', 'executing', 'in_doubt')
      GROUP BY state`,
  },
  {
    name: 'gyeolje_oldest_doubt_age_seconds',
    help: 'Age of the oldest doubt that is not settled, by what is in doubt; 0 when there is none',
    labels: ['entity'],
    sql: `SELECT 'payment' AS entity, coalesce(extract(epoch FROM now() - min(in_doubt_since)), 0) AS value
        FROM payments WHERE status = 'in_doubt'
      UNION ALL SELECT 'cancellation', coalesce(extract(epoch FROM now() - min(in_doubt_since)), 0)
        FROM cancellations WHERE status = 'in_doubt'`,
  },
  {
    name: 'gyeolje_operator_needed',
    help: 'What no machine can settle and an operator must look at',
    labels: ['entity'],
    sql: `SELECT 'payment' AS entity, count(*) AS value FROM payments WHERE attention IS NOT NULL
      UNION ALL SELECT 'cancellation', count(*) FROM cancellations WHERE attention IS NOT NULL
      UNION ALL SELECT 'billing_key', count(*) FROM billing_keys WHERE attention IS NOT NULL
      UNION ALL SELECT 'cash_receipt', count(*) FROM cash_receipts WHERE attention IS NOT NULL`,
  },
  {
    name: 'gyeolje_webhook_endpoints',
    help: 'Webhook endpoints by state; a paused one failed for days, and its owner has to look',
    labels: ['state'],
    sql: `SELECT state, count(w.id) AS value FROM unnest(ARRAY['active', 'paused']) AS state
      LEFT JOIN webhook_endpoints w ON w.status = state GROUP BY state`,
  },
  {
    name: 'gyeolje_oldest_waiting_delivery_age_seconds',
    help: 'How long the event that waits longest to be delivered to an active endpoint has waited; 0 when none does',
    labels: [],
    sql: `SELECT coalesce(extract(epoch FROM now() - min(oldest.waiting_since)), 0) AS value
      FROM webhook_endpoints w CROSS JOIN LATERAL (
        SELECT d.waiting_since FROM webhook_deliveries d
        WHERE d.endpoint_id = w.id AND d.status = 'waiting' ORDER BY d.waiting_since LIMIT 1
      ) oldest WHERE w.status = 'active'`,
  },
  {
    name: 'gyeolje_money_differences',
    help: 'Figures on which books and events differed in the last audit that ended',
    labels: [],
    sql: `SELECT coalesce((SELECT differences FROM audit_runs WHERE ended_at IS NOT NULL
        ORDER BY started_at DESC LIMIT 1), 0) AS value`,
  },
  {
    name: 'gyeolje_money_audit_age_seconds',
    help: 'How long ago the last audit that ended was started; before the first one, how old the first order is',
    labels: [],
    sql: `SELECT coalesce(extract(epoch FROM now() - coalesce(
        (SELECT started_at FROM audit_runs WHERE ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 1),
        (SELECT created_at FROM orders ORDER BY id LIMIT 1))), 0) AS value`,
  },
  {
    name: 'gyeolje_provider_audit_age_seconds',
    help: 'How long ago the last nightly provider audit that ended was started; before the first one, how old the first payment is',
    labels: [],
    sql: `SELECT coalesce(extract(epoch FROM now() - coalesce(
        (SELECT started_at FROM provider_audits WHERE nightly AND ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 1),
        (SELECT created_at FROM payments ORDER BY id LIMIT 1))), 0) AS value`,
  },
  {
    name: 'gyeolje_provider_audit_payments',
    help: 'What the last provider audit that ended found, by outcome: refunds made elsewhere, operators called, no clear answer, balance not told',
    labels: ['outcome'],
    sql: `WITH last AS (SELECT recorded, operators_called, unanswered, not_told FROM provider_audits
        WHERE ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 1)
      SELECT outcome, coalesce(value, 0) AS value FROM (VALUES
        ('recorded', (SELECT recorded FROM last)), ('operator_called', (SELECT operators_called FROM last)),
        ('unanswered', (SELECT unanswered FROM last)), ('not_told', (SELECT not_told FROM last))) found (outcome, value)`,
  },
  {
    name: 'gyeolje_jobs',
    help: 'Background jobs: ready to run, or failed for good',
    labels: ['state'],
    sql: `SELECT 'ready' AS state, count(*) AS value FROM graphile_worker.jobs
        WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= now()
      UNION ALL SELECT 'failed', count(*) FROM graphile_worker.jobs
        WHERE locked_at IS NULL AND attempts >= max_attempts AND last_error IS NOT NULL`,
  },
  {
    name: 'gyeolje_oldest_ready_job_age_seconds',
    help: 'How long the job that waits longest has been ready; 0 when none waits',
    labels: [],
    sql: `SELECT coalesce(extract(epoch FROM now() - min(run_at)), 0) AS value FROM graphile_worker.jobs
      WHERE locked_at IS NULL AND attempts < max_attempts AND run_at <= now()`,
  },
];

@Injectable()
export class DatabaseGauges {
  readonly registry = new Registry();
  readonly #logger = new Logger('Metrics');
  readonly #gauges = KINDS.map((kind) => ({ kind, gauge: this.#gaugeOf(kind), countedMs: -Infinity }));
  readonly #skew = this.#gaugeOf({
    name: 'gyeolje_clock_skew_seconds',
    help: "How far the clock of this machine is ahead of the database's; negative when it is behind",
    labels: [],
  });
  #counting: Promise<void> | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: DatabaseClock,
  ) {}

  /** The gauges as text. What cannot be counted is left out. */
  async text(): Promise<string> {
    // Two scrapes at once count once.
    this.#counting ??= this.#count().finally(() => (this.#counting = null));
    await this.#counting;
    this.#skew.set(this.clock.skewMs / 1000);
    return this.registry.metrics();
  }

  async #count(): Promise<void> {
    for (const entry of this.#gauges) {
      if (performance.now() - entry.countedMs < FRESH_MS) continue;
      entry.gauge.reset();
      try {
        for (const { labels, value } of await this.#query(entry.kind)) entry.gauge.set(labels, value);
        entry.countedMs = performance.now();
      } catch (error) {
        this.#logger.warn({ message: `${entry.kind.name} could not be counted`, error });
        return;
      }
    }
  }

  async #query(kind: GaugeKind): Promise<Count[]> {
    const rows: Record<string, string>[] = await this.dataSource.query(kind.sql);
    return rows.map((row) => ({
      value: Number(row['value']),
      labels: Object.fromEntries(kind.labels.map((label) => [label, row[label] ?? ''])),
    }));
  }

  #gaugeOf({ name, help, labels }: Omit<GaugeKind, 'sql'>): Gauge {
    return new Gauge({ name, help, labelNames: [...labels], registers: [this.registry] });
  }
}
