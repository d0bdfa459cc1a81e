// The refund desk's API: what people do here, over the services of the whole house.
// Must never decide what a service decides; it says who may ask, and records who did.
import { Module } from '@nestjs/common';
import { RunningDeskModule } from './running/running-desk.module.js';

@Module({ imports: [RunningDeskModule] })
export class AdminModule {}
