// Refunds at the desk: previews, four eyes, many at once.
// Must never move money past the books of orders/.
import { Module } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { JobsModule } from '../../jobs/jobs.module.js';
import { OrdersModule } from '../../orders/orders.module.js';
import { PeopleModule } from '../../people/people.module.js';
import { ApprovalsController } from './approvals.controller.js';
import { ApprovingService } from './approving.service.js';
import { AskingService } from './asking.service.js';
import { BatchBook } from './batches/batch-book.js';
import { RefundBatchesController } from './batches/batches.controller.js';
import { CheckingService } from './batches/checking.service.js';
import { RunningService } from './batches/running.service.js';
import { Carriers } from './carriers.js';
import { CarryingOutService } from './carrying-out.service.js';
import { ExternalCarrier } from './external-carrier.js';
import { ExternalRefundsController } from './external-refunds.controller.js';
import { PreviewingService } from './previewing.service.js';
import { RefundRequestBook } from './refund-request-book.js';
import { RequestingService } from './requesting.service.js';
import { RefundsController } from './refunds.controller.js';
import { RefundsDeskJobs } from './refunds-desk.jobs.js';

@Module({
  imports: [OrdersModule, PeopleModule, JobsModule],
  controllers: [RefundsController, ExternalRefundsController, ApprovalsController, RefundBatchesController],
  providers: [
    Clock,
    RefundRequestBook,
    Carriers,
    RequestingService,
    CarryingOutService,
    AskingService,
    ApprovingService,
    ExternalCarrier,
    PreviewingService,
    BatchBook,
    CheckingService,
    RunningService,
    RefundsDeskJobs,
  ],
  // For whatever else moves money at the desk.
  exports: [AskingService, Carriers, RefundRequestBook],
})
export class RefundsDeskModule {}
