// Changes of rights at the desk: what waits for a second administrator.
// Must never hold logic.
import { Module } from '@nestjs/common';
import { JobsModule } from '../../jobs/jobs.module.js';
import { OrdersModule } from '../../orders/orders.module.js';
import { PeopleModule } from '../../people/people.module.js';
import { ChangesController } from './changes.controller.js';
import { ChangesDeskJobs } from './changes-desk.jobs.js';

@Module({
  imports: [OrdersModule, PeopleModule, JobsModule],
  controllers: [ChangesController],
  providers: [ChangesDeskJobs],
})
export class ChangesDeskModule {}
