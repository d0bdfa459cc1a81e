// What the process counts about itself, for /metrics. Anybody may report here; only observability/ reads.
// Must never have a label whose values callers choose (ids, paths, texts): the number of series must stay small.
import { Counter, Histogram, Registry } from 'prom-client';

/** Everything counted in this process. */
export const processMetrics = new Registry();

const requestSeconds = new Histogram({
  name: 'gyeolje_http_request_duration_seconds',
  help: 'HTTP requests by route template, method and status',
  labelNames: ['route', 'method', 'status'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  registers: [processMetrics],
});

const requests = new Counter({
  name: 'gyeolje_http_requests_total',
  help: 'HTTP requests by route template, method and status',
  labelNames: ['route', 'method', 'status'] as const,
  registers: [processMetrics],
});

const providerSeconds = new Histogram({
  name: 'gyeolje_provider_call_duration_seconds',
  help: 'Calls to payment providers by operation and outcome (done, refused, unsent, unknown)',
  labelNames: ['provider', 'operation', 'outcome'] as const,
  buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60],
  registers: [processMetrics],
});

const jobSeconds = new Histogram({
  name: 'gyeolje_job_duration_seconds',
  help: 'Background jobs by name and outcome (done, failed)',
  labelNames: ['job', 'outcome'] as const,
  buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 10, 30, 60],
  registers: [processMetrics],
});

const webhookSeconds = new Histogram({
  name: 'gyeolje_webhook_attempt_duration_seconds',
  help: 'Attempts to deliver an event by outcome (delivered, refused, unanswered)',
  labelNames: ['outcome'] as const,
  buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [processMetrics],
});

const events = new Counter({
  name: 'gyeolje_events_total',
  help: 'What happened to whatever has states, by type, such as payment.paid',
  labelNames: ['type'] as const,
  registers: [processMetrics],
});

/** One HTTP request that was answered. */
export interface RequestObservation {
  /** Template such as `/v1/orders/:id`, never the address that was asked for. */
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly durationMs: number;
}

export function observeRequest({ route, method, status, durationMs }: RequestObservation): void {
  const labels = { route, method, status: String(status) };
  requests.inc(labels);
  requestSeconds.observe(labels, durationMs / 1000);
}

/** One call to a payment provider. */
export interface ProviderObservation {
  readonly provider: string;
  /** Our name of the call, such as `confirm`. */
  readonly operation: string;
  readonly outcome: 'done' | 'refused' | 'unsent' | 'unknown';
  readonly durationMs: number;
}

/** To be told after every call to a provider. */
export function observeProviderCall({ durationMs, ...labels }: ProviderObservation): void {
  providerSeconds.observe(labels, durationMs / 1000);
}

/** One run of a background job. */
export interface JobObservation {
  readonly job: string;
  readonly outcome: 'done' | 'failed';
  readonly durationMs: number;
}

export function observeJob({ durationMs, ...labels }: JobObservation): void {
  jobSeconds.observe(labels, durationMs / 1000);
}

/** One attempt to deliver an event to a webhook endpoint. */
export interface WebhookObservation {
  /** `refused`: any status but 2xx. `unanswered`: no answer in time, or no way to the address. */
  readonly outcome: 'delivered' | 'refused' | 'unanswered';
  readonly durationMs: number;
}

export function observeWebhook({ durationMs, ...labels }: WebhookObservation): void {
  webhookSeconds.observe(labels, durationMs / 1000);
}

/** To be told of every event once it is written, by its type. Counts payments by the state they reached. */
export function observeEvent(type: string): void {
  events.inc({ type });
}
