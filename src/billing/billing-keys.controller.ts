// The merchant's calls about stored cards. Thin: reads the request, asks a service, sends the answer.
// Must never decide anything about money.
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentCaller, RequireScope, type Caller } from '../access/require-scope.js';
import { IdempotencyKey, Idempotent, MovesMoney, type IdempotencyTicket } from '../common/http/idempotency-key.js';
import { readId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { sendAnswer } from '../orders/answer.reply.js';
import { OrderDto } from '../orders/dto/order.dto.js';
import {
  BillingKeyDto,
  BillingKeyPageDto,
  ChargeCardDto,
  ListBillingKeysDto,
  RegisterCardDto,
} from './billing-key.dto.js';
import { KeyLimits } from '../rights/key-limits.js';
import { BillingKeysService } from './billing-keys.service.js';
import { ChargingService } from './charging.service.js';
import { DescribingService } from './describing.service.js';
import { RegisteringService } from './registering.service.js';

@ApiTags('billing keys')
@Controller('v1/billing-keys')
export class BillingKeysController {
  constructor(
    private readonly keys: BillingKeysService,
    private readonly registering: RegisteringService,
    private readonly charging: ChargingService,
    private readonly describing: DescribingService,
    private readonly limits: KeyLimits,
  ) {}

  /** Begins to register a card or a bank account: answers where to send the buyer. Moves no money. */
  @Post()
  @RequireScope('billing:write')
  @Idempotent()
  @ApiOperation({ operationId: 'registerCard' })
  @ApiCreatedResponse({ type: BillingKeyDto, description: 'A key that the buyer has yet to register.' })
  async register(
    @Body() body: RegisterCardDto,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendAnswer(reply, await this.registering.open(body, ticket));
  }

  /** Lists stored cards and accounts, newest first. */
  @Get()
  @RequireScope('orders:read')
  @ApiOperation({ operationId: 'listBillingKeys' })
  @ApiOkResponse({ type: BillingKeyPageDto })
  list(@Query() filter: ListBillingKeysDto): Promise<BillingKeyPageDto> {
    return this.keys.list(filter);
  }

  /** Shows a stored card or account, masked. */
  @Get(':id')
  @RequireScope('orders:read')
  @ApiOperation({ operationId: 'showBillingKey' })
  @ApiOkResponse({ type: BillingKeyDto })
  show(@Param('id') id: string): Promise<BillingKeyDto> {
    return this.keys.show(keyIdOf(id));
  }

  /**
   * Asks the provider at this moment for what is behind a key. A key that it has no more becomes `dead`. Changes nothing
   * at the provider.
   */
  @Post(':id/describe')
  @HttpCode(200)
  @RequireScope('billing:write')
  @ApiOperation({ operationId: 'describeBillingKey' })
  @ApiOkResponse({ type: BillingKeyDto, description: 'The key as the provider has it now.' })
  describe(@Param('id') id: string): Promise<BillingKeyDto> {
    return this.describing.describe(keyIdOf(id));
  }

  /** Charges a stored card or account: makes an order and pays it. A refused order can be charged on another card. */
  @Post(':id/charges')
  @RequireScope('billing:write')
  @Idempotent()
  @MovesMoney()
  @ApiOperation({ operationId: 'chargeCard' })
  @ApiCreatedResponse({ type: OrderDto, description: 'Charged: the order is paid.' })
  @ApiOkResponse({ type: OrderDto, description: 'Charged by an earlier request with the same number and content.' })
  @ApiAcceptedResponse({ type: OrderDto, description: 'In doubt: its outcome is being looked up.' })
  async charge(
    @Param('id') id: string,
    @Body() body: ChargeCardDto,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @CurrentCaller() caller: Caller,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { orderNumber, amountWon } = body;
    const spending = async () => {
      const { sellerCode } = await this.keys.show(keyIdOf(id));
      return { right: 'charge', order: { sellerCode, orderNumber }, amountWon, ticket } as const;
    };
    const charge = () => this.charging.charge(keyIdOf(id), body, ticket);
    await sendAnswer(reply, await this.limits.within(caller, spending, charge));
  }

  /** Ends a stored card or account: it cannot be charged from now on, and the provider is told until it agrees. Safe to repeat. */
  @Delete(':id')
  @RequireScope('billing:write')
  @ApiOperation({ operationId: 'removeBillingKey' })
  @ApiAcceptedResponse({ type: BillingKeyDto, description: 'Unusable from now on; the provider is being told.' })
  @ApiNoContentResponse({ description: 'Nothing is left of it.' })
  async remove(
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BillingKeyDto | undefined> {
    const removing = await this.keys.remove(keyIdOf(id));
    void reply.status(removing === null ? 204 : 202);
    return removing ?? undefined;
  }
}

function keyIdOf(shown: string): string {
  const id = readId('billingKey', shown);
  if (id === null) throw new Problem('not_found', { detail: 'There is no such billing key.' });
  return id;
}
