// The PAYCO-only calls over REST.
// Must never be needed to take or give back money.
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, RequireScope, type Caller } from '../access/require-scope.js';
import { MovesMoney } from '../common/http/idempotency-key.js';
import { readId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { KeyMoves } from '../orders/key-moves.js';
import {
  AvailabilityDto,
  AvailabilityQueryDto,
  MileageCancellationDto,
  MileageCancelledDto,
  ProductStatusDto,
  UsabilityDto,
  UsabilityQueryDto,
} from './payco-extras.dto.js';
import { PaycoExtrasService } from './payco-extras.service.js';

@ApiTags('payco')
@Controller('v1/payco')
export class PaycoExtrasController {
  constructor(
    private readonly extras: PaycoExtrasService,
    private readonly keyMoves: KeyMoves,
  ) {}

  /** Tells PAYCO how far the goods are. */
  @Post('payments/:id/product-status')
  @HttpCode(204)
  @RequireScope('orders:write')
  @ApiOperation({ operationId: 'tellPaycoProductStatus' })
  @ApiNoContentResponse({ description: 'PAYCO knows.' })
  async tellProductStatus(@Param('id') id: string, @Body() body: ProductStatusDto): Promise<void> {
    await this.extras.tellProductStatus(paymentIdOf(id), body);
  }

  /** Takes back PAYCO points after a refund that was made by hand. */
  @Post('payments/:id/mileage-cancellations')
  @MovesMoney()
  @HttpCode(200)
  @RequireScope('cancellations:write')
  @ApiOperation({ operationId: 'cancelPaycoMileage' })
  @ApiOkResponse({ type: MileageCancelledDto })
  cancelMileage(
    @Param('id') id: string,
    @Body() { amountWon }: MileageCancellationDto,
    @CurrentCaller() caller: Caller,
  ): Promise<MileageCancelledDto> {
    const paymentId = paymentIdOf(id);
    return this.keyMoves.points(caller, paymentId, amountWon, () => this.extras.cancelMileage(paymentId, amountWon));
  }

  /** Asks PAYCO whether it would cancel; advice, not a promise. */
  @Get('payments/:id/cancel-availability')
  @RequireScope('orders:read')
  @ApiOperation({ operationId: 'askPaycoCancelAvailability' })
  @ApiOkResponse({ type: AvailabilityDto })
  askAvailability(@Param('id') id: string, @Query() query: AvailabilityQueryDto): Promise<AvailabilityDto> {
    return this.extras.askAvailability(paymentIdOf(id), query.amountWon);
  }

  /** Asks PAYCO whether it takes a seller's codes. */
  @Get('usability')
  @RequireScope('admin:*')
  @ApiOperation({ operationId: 'askPaycoUsability' })
  @ApiOkResponse({ type: [UsabilityDto] })
  askUsability(@Query() query: UsabilityQueryDto): Promise<UsabilityDto[]> {
    return this.extras.askUsability(query.sellerCode);
  }
}

function paymentIdOf(shown: string): string {
  const id = readId('payment', shown);
  if (id === null) throw new Problem('not_found', { detail: 'There is no such payment.' });
  return id;
}
