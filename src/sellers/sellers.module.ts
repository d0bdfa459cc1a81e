// Sellers and their credentials, for whoever makes payments.
// Must never know a provider; the REST side, which checks credentials, is sellers-api.module.ts.
import { Module } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { RightsModule } from '../rights/rights.module.js';
import { SellersService } from './sellers.service.js';

@Module({ imports: [RightsModule], providers: [Clock, SellersService], exports: [SellersService] })
export class SellersModule {}
