// Registers PAYCO's background jobs when the application starts.
// Must never do work of its own; it only ties services to names.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ProviderJobs } from '../orders/provider-jobs.js';
import { TELL_CANCELLED } from './jobs.js';
import { PaycoExtrasService } from './payco-extras.service.js';

@Injectable()
export class PaycoJobs implements OnModuleInit {
  constructor(
    private readonly jobs: ProviderJobs,
    private readonly extras: PaycoExtrasService,
  ) {}

  onModuleInit(): void {
    this.jobs.register(TELL_CANCELLED, (textIn) =>
      this.extras.repeatCancelled(textIn('paymentId'), textIn('itemReference')),
    );
  }
}
