// Registers PAYCO's background jobs when the application starts.
// Must never do work of its own; it only ties services to names.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { JobRegistry } from '../jobs/job-registry.js';
import { OperatorCalls } from '../orders/operator-calls.js';
import { TELL_CANCELLED } from './jobs.js';
import { PaycoExtrasService } from './payco-extras.service.js';

@Injectable()
export class PaycoJobs implements OnModuleInit {
  constructor(
    private readonly registry: JobRegistry,
    private readonly extras: PaycoExtrasService,
    private readonly operators: OperatorCalls,
  ) {}

  onModuleInit(): void {
    this.registry.register({
      name: TELL_CANCELLED,
      run: (payload) => this.extras.repeatCancelled(textIn(payload, 'paymentId'), textIn(payload, 'itemReference')),
      failed: (payload, failure) => this.operators.callAfterFailure('payment', textIn(payload, 'paymentId'), failure),
    });
  }
}

function textIn(payload: unknown, name: string): string {
  const text = typeof payload === 'object' && payload !== null ? (payload as Record<string, unknown>)[name] : undefined;
  if (typeof text === 'string') return text;
  throw new Error(`The job has no ${name}.`);
}
