// The refund desk: one module for each thing that people do there.
// Must never hold logic, nor be imported by anything but the application.
import { Module } from '@nestjs/common';
import { QueueDeskModule } from './queue/queue-desk.module.js';

@Module({ imports: [QueueDeskModule] })
export class AdminModule {}
