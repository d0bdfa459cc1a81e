// The merchant's calls about webhook endpoints. Thin: reads the request, asks a service, sends the answer.
// Must never decide anything about an endpoint.
import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
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
import { IdempotencyKey, Idempotent, type IdempotencyTicket } from '../common/http/idempotency-key.js';
import { readId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { sendAnswer } from '../orders/answer.reply.js';
import { askingKey } from '../rights/asker.js';
import {
  DeliveryPageDto,
  ListDeliveriesDto,
  RedeliverDto,
  RedeliveryDto,
  TestDeliveryDto,
} from './dto/delivery.dto.js';
import {
  ChangeWebhookEndpointDto,
  CreateWebhookEndpointDto,
  RotateSecretDto,
  WebhookEndpointDto,
  WebhookEndpointListDto,
  WebhookEndpointWithSecretDto,
} from './dto/webhook-endpoint.dto.js';
import { EndpointsService } from './endpoints.service.js';
import { RedeliveringService } from './redelivering.service.js';

@ApiTags('webhooks')
@Controller('v1/webhook-endpoints')
@RequireScope('webhooks:write')
export class WebhookEndpointsController {
  constructor(
    private readonly endpoints: EndpointsService,
    private readonly redelivering: RedeliveringService,
  ) {}

  /**
   * Makes an endpoint. Its secret is shown this once; a repetition under the same Idempotency-Key gets the same answer. An
   * address has one endpoint: another request for it is refused with the id of that.
   */
  @Post()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'createWebhookEndpoint' })
  @ApiCreatedResponse({ type: WebhookEndpointWithSecretDto, description: 'The endpoint, with its secret.' })
  create(@Body() body: CreateWebhookEndpointDto): Promise<WebhookEndpointWithSecretDto> {
    return this.endpoints.create(body);
  }

  /** Lists all endpoints. */
  @Get()
  @ApiOperation({ operationId: 'listWebhookEndpoints' })
  @ApiOkResponse({ type: WebhookEndpointListDto })
  list(): Promise<WebhookEndpointListDto> {
    return this.endpoints.list();
  }

  /** Shows an endpoint. */
  @Get(':id')
  @ApiOperation({ operationId: 'showWebhookEndpoint' })
  @ApiOkResponse({ type: WebhookEndpointDto })
  show(@Param('id') id: string): Promise<WebhookEndpointDto> {
    return this.endpoints.show(endpointIdOf(id));
  }

  /**
   * Changes what is sent, where to, or the note. With another address, all of it waits until a person at the refund desk has
   * approved it; events go to the old one until then.
   */
  @Patch(':id')
  @ApiOperation({ operationId: 'changeWebhookEndpoint' })
  @ApiOkResponse({ type: WebhookEndpointDto, description: 'Changed.' })
  @ApiAcceptedResponse({ type: WebhookEndpointDto, description: 'Nothing has changed yet: see `waitsForChangeIds`.' })
  async change(
    @Param('id') id: string,
    @Body() body: ChangeWebhookEndpointDto,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WebhookEndpointDto> {
    const { endpoint, waitsFor } = await this.endpoints.change(askingKey(caller), endpointIdOf(id), body);
    if (waitsFor !== null) void reply.status(202);
    return endpoint;
  }

  /** Ends an endpoint; nothing is sent to it from now on. Safe to repeat. */
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeWebhookEndpoint' })
  @ApiNoContentResponse({ description: 'It is gone.' })
  remove(@Param('id') id: string): Promise<void> {
    return this.endpoints.remove(endpointIdOf(id));
  }

  /** Makes a new secret. The previous one also signs for a while, so that no event goes unverified. */
  @Post(':id/secret-rotations')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'rotateWebhookSecret' })
  @ApiCreatedResponse({ type: WebhookEndpointWithSecretDto, description: 'The endpoint, with its new secret.' })
  rotate(@Param('id') id: string, @Body() body: RotateSecretDto): Promise<WebhookEndpointWithSecretDto> {
    return this.endpoints.rotate(endpointIdOf(id), body.keepPreviousMs);
  }

  /** Sends a test at this moment, waits for the answer and shows it. Also to a paused endpoint. */
  @Post(':id/test-deliveries')
  @ApiOperation({ operationId: 'testWebhookEndpoint' })
  @ApiCreatedResponse({ type: TestDeliveryDto, description: 'What the endpoint answered.' })
  test(@Param('id') id: string): Promise<TestDeliveryDto> {
    return this.redelivering.test(endpointIdOf(id));
  }

  /** Sends events again: one by its id, or all of a time (at most 10,000), also those that were delivered. */
  @Post(':id/redeliveries')
  @Idempotent()
  @ApiOperation({ operationId: 'redeliverEvents' })
  @ApiAcceptedResponse({ type: RedeliveryDto, description: 'They wait to be sent.' })
  async redeliver(
    @Param('id') id: string,
    @Body() body: RedeliverDto,
    @IdempotencyKey() ticket: IdempotencyTicket | null,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendAnswer(reply, await this.redelivering.redeliver(endpointIdOf(id), body, ticket));
  }

  /** Resumes a paused endpoint: what was collected for it is sent. Safe to repeat. */
  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({ operationId: 'resumeWebhookEndpoint' })
  @ApiOkResponse({ type: WebhookEndpointDto })
  resume(@Param('id') id: string): Promise<WebhookEndpointDto> {
    return this.endpoints.resume(endpointIdOf(id));
  }

  /** Lists deliveries, the newest first, each with its last attempts and what the endpoint answered. */
  @Get(':id/deliveries')
  @ApiOperation({ operationId: 'listDeliveries' })
  @ApiOkResponse({ type: DeliveryPageDto })
  deliveries(@Param('id') id: string, @Query() filter: ListDeliveriesDto): Promise<DeliveryPageDto> {
    return this.redelivering.list(endpointIdOf(id), filter);
  }
}

function endpointIdOf(shown: string): string {
  const id = readId('webhookEndpoint', shown);
  if (id === null) throw new Problem('not_found', { detail: 'There is no such webhook endpoint.' });
  return id;
}
