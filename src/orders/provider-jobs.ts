// The background jobs that a provider has beside those of all: each is about one payment.
// Must never be needed to know what became of money; that is asked for by the jobs of orders.
import { Injectable } from '@nestjs/common';
import { JobRegistry } from '../jobs/job-registry.js';
import { OperatorCalls } from './operator-calls.js';

@Injectable()
export class ProviderJobs {
  constructor(
    private readonly registry: JobRegistry,
    private readonly operators: OperatorCalls,
  ) {}

  /**
   * Registers a job. One that keeps failing calls an operator to its payment.
   *
   * @param name of the job, as its drafts name it
   * @param run is given the texts of the payload; must be safe to run any number of times
   */
  register(name: string, run: (textIn: (field: string) => string) => Promise<void>): void {
    this.registry.register({
      name,
      run: (payload) => run((field) => textIn(payload, field)),
      failed: (payload, failure) => this.operators.callAfterFailure('payment', textIn(payload, 'paymentId'), failure),
    });
  }
}

function textIn(payload: unknown, name: string): string {
  const text = typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>)[name] : undefined;
  if (typeof text === 'string') return text;
  throw new Error(`The job has no ${name}.`);
}
