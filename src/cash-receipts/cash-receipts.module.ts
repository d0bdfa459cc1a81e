// Cash receipts (현금영수증) for payments, with whatever provider issues some.
// Must never import a provider.
import { Module } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { OrdersModule } from '../orders/orders.module.js';
import { CashReceiptBook } from './cash-receipt-book.js';
import { CashReceiptPorts } from './cash-receipt-ports.js';
import { CashReceiptsController } from './cash-receipts.controller.js';
import { CashReceiptsJobs } from './cash-receipts.jobs.js';
import { CashReceiptsService } from './cash-receipts.service.js';
import { IssuingService } from './issuing.service.js';
import { ReceiptSettlingService } from './receipt-settling.service.js';

@Module({
  imports: [OrdersModule],
  controllers: [CashReceiptsController],
  providers: [
    Clock,
    CashReceiptBook,
    CashReceiptPorts,
    IssuingService,
    CashReceiptsService,
    ReceiptSettlingService,
    CashReceiptsJobs,
  ],
})
export class CashReceiptsModule {}
