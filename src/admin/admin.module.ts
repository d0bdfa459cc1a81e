// The refund desk's API: one module per thing that people do there.
// Must never hold logic.
import { Module } from '@nestjs/common';
import { RefundsDeskModule } from './refunds/refunds-desk.module.js';

@Module({ imports: [RefundsDeskModule] })
export class AdminModule {}
