// The money page of an order, and the nightly audit that holds the books against their history.
// Must never be imported by what it audits.
import { Module } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { OrdersModule } from '../orders/orders.module.js';
import { MoneyController } from './money.controller.js';
import { MoneyJobs } from './money.jobs.js';

@Module({ imports: [OrdersModule], controllers: [MoneyController], providers: [Clock, MoneyJobs] })
export class MoneyModule {}
