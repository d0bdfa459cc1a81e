// The refund desk's API: one module for each thing that people do there.
// Must never be imported by what it uses.
import { Module } from '@nestjs/common';
import { OrdersDeskModule } from './orders/orders-desk.module.js';

@Module({ imports: [OrdersDeskModule] })
export class AdminModule {}
