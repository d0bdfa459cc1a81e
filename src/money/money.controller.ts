// The money page of an order. Thin: reads the account, shows it.
// Must never change anything.
import { Controller, Get, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { RequireScope } from '../access/require-scope.js';
import { readId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { nextStepsOfOrder, settlingKeys } from '../orders/next-steps.js';
import { PendingJobs } from '../orders/pending-jobs.js';
import { OrderMoneyDto } from './money.dto.js';
import { orderMoneyView } from './money.view.js';
import { readAccounts } from './order-accounts.js';

@ApiTags('orders')
@Controller('v1/orders/:id/money')
export class MoneyController {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly jobs: PendingJobs,
  ) {}

  /** Shows all about the money of an order: paid, cancelled, cancellable and pending, with the events behind each figure. */
  @Get()
  @RequireScope('orders:read')
  @ApiOperation({ operationId: 'showOrderMoney' })
  @ApiOkResponse({ type: OrderMoneyDto })
  async show(@Param('id') shown: string): Promise<OrderMoneyDto> {
    const id = readId('order', shown);
    const [account] = id === null ? [] : await readAccounts(this.dataSource, [id]);
    if (!account) throw new Problem('not_found', { detail: 'There is no such order.' });
    const runs = await this.jobs.among(settlingKeys(account.order));
    return orderMoneyView(account, nextStepsOfOrder(account.order, runs));
  }
}
