// Webhook endpoints at the desk. Thin: asks the services that the merchant's own routes ask, and records who did.
// Must never decide anything about an endpoint.
import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentPerson, RequirePermission, type SignedInPerson } from '../../access/require-permission.js';
import { documentOf } from '../../common/document.js';
import { readId } from '../../common/ids.js';
import { Problem } from '../../common/problems.js';
import {
  DeliveryPageDto,
  ListDeliveriesDto,
  RedeliverDto,
  RedeliveryDto,
  TestDeliveryDto,
} from '../../events/dto/delivery.dto.js';
import {
  ChangeWebhookEndpointDto,
  CreateWebhookEndpointDto,
  RotateSecretDto,
  WebhookEndpointWithSecretDto,
} from '../../events/dto/webhook-endpoint.dto.js';
import { EndpointsService } from '../../events/endpoints.service.js';
import { RedeliveringService } from '../../events/redelivering.service.js';
import { EndpointRecords } from './endpoint-records.js';
import {
  deskEndpoint,
  DeskEndpointDocument,
  DeskEndpointListDocument,
  EventTypeListDocument,
} from './endpoints-desk.dto.js';

@ApiTags('admin')
@Controller('admin/webhook-endpoints')
@RequirePermission('endpoints:manage')
export class EndpointsDeskController {
  constructor(
    private readonly endpoints: EndpointsService,
    private readonly redelivering: RedeliveringService,
    private readonly records: EndpointRecords,
  ) {}

  /** Lists all endpoints, the oldest first. */
  @Get()
  @RequirePermission('desk:read')
  @ApiOperation({ operationId: 'listWebhookEndpointsAtDesk' })
  async list(@CurrentPerson() by: SignedInPerson): Promise<DeskEndpointListDocument> {
    const { items } = await this.endpoints.list();
    return documentOf(DeskEndpointListDocument, { items: items.map((each) => deskEndpoint(each, mayManage(by))) });
  }

  /** Lists what an endpoint may ask for. */
  @Get('event-types')
  @RequirePermission('desk:read')
  @ApiOperation({ operationId: 'listEventTypes' })
  eventTypes(): EventTypeListDocument {
    return documentOf(EventTypeListDocument, { items: this.endpoints.eventTypes() });
  }

  /** Makes an endpoint. Its secret is shown this once. */
  @Post()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'createWebhookEndpointAtDesk' })
  create(
    @Body() body: CreateWebhookEndpointDto,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<WebhookEndpointWithSecretDto> {
    return this.endpoints.create(body, this.records.of(by, 'created'));
  }

  /** Shows an endpoint. */
  @Get(':id')
  @RequirePermission('desk:read')
  @ApiOperation({ operationId: 'showWebhookEndpointAtDesk' })
  async show(@Param('id') id: string, @CurrentPerson() by: SignedInPerson): Promise<DeskEndpointDocument> {
    return deskEndpoint(await this.endpoints.show(uuidOf(id)), mayManage(by));
  }

  /** Changes what is sent, where to, or the note. With another address, all of it waits for a second administrator. */
  @Patch(':id')
  @ApiOkResponse({ type: DeskEndpointDocument, description: 'Changed.' })
  @ApiAcceptedResponse({ type: DeskEndpointDocument, description: 'Nothing has changed yet: see `waitsForChangeIds`.' })
  @ApiOperation({ operationId: 'changeWebhookEndpointAtDesk' })
  async change(
    @Param('id') id: string,
    @Body() body: ChangeWebhookEndpointDto,
    @CurrentPerson() by: SignedInPerson,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DeskEndpointDocument> {
    const record = this.records.of(by, 'changed');
    const { endpoint, waitsFor } = await this.endpoints.change(by, uuidOf(id), body, record);
    if (waitsFor !== null) void reply.status(202);
    return deskEndpoint(endpoint, mayManage(by));
  }

  /** Ends an endpoint; nothing is sent to it from now on. Safe to repeat. */
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeWebhookEndpointAtDesk' })
  async remove(@Param('id') id: string, @CurrentPerson() by: SignedInPerson): Promise<void> {
    await this.endpoints.remove(uuidOf(id), this.records.of(by, 'removed'));
  }

  /** Sends nothing to an endpoint until it is resumed; what happens meanwhile is collected for it. */
  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({ operationId: 'pauseWebhookEndpoint' })
  async pause(@Param('id') id: string, @CurrentPerson() by: SignedInPerson): Promise<DeskEndpointDocument> {
    return deskEndpoint(await this.endpoints.pause(uuidOf(id), this.records.of(by, 'paused')), mayManage(by));
  }

  /** Resumes a paused endpoint: what was collected for it is sent. */
  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({ operationId: 'resumeWebhookEndpointAtDesk' })
  async resume(@Param('id') id: string, @CurrentPerson() by: SignedInPerson): Promise<DeskEndpointDocument> {
    return deskEndpoint(await this.endpoints.resume(uuidOf(id), this.records.of(by, 'resumed')), mayManage(by));
  }

  /** Makes a new secret, shown this once. The previous one also signs for a while, so that no event goes unverified. */
  @Post(':id/secret-rotations')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ operationId: 'rotateWebhookSecretAtDesk' })
  rotate(
    @Param('id') id: string,
    @Body() body: RotateSecretDto,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<WebhookEndpointWithSecretDto> {
    return this.endpoints.rotate(uuidOf(id), body.keepPreviousMs, this.records.of(by, 'secret_rotated'));
  }

  /** Sends a test at this moment, waits for the answer and shows it. Also to a paused endpoint. */
  @Post(':id/test-deliveries')
  @ApiOperation({ operationId: 'testWebhookEndpointAtDesk' })
  test(@Param('id') id: string, @CurrentPerson() by: SignedInPerson): Promise<TestDeliveryDto> {
    return this.redelivering.test(uuidOf(id), this.records.tested(by, id));
  }

  /** Lists deliveries, the newest first, each with its last attempts and what the endpoint answered. */
  @Get(':id/deliveries')
  @RequirePermission('desk:read')
  @ApiOperation({ operationId: 'listDeliveriesAtDesk' })
  deliveries(@Param('id') id: string, @Query() filter: ListDeliveriesDto): Promise<DeliveryPageDto> {
    return this.redelivering.list(uuidOf(id), filter);
  }

  /** Sends events again: one by its id, or all of a time (at most 10,000), also those that were delivered. */
  @Post(':id/redeliveries')
  @HttpCode(202)
  @RequirePermission('webhooks:redeliver')
  @ApiOperation({ operationId: 'redeliverEventsAtDesk' })
  async redeliver(
    @Param('id') id: string,
    @Body() body: RedeliverDto,
    @CurrentPerson() by: SignedInPerson,
  ): Promise<RedeliveryDto> {
    const record = this.records.redelivered(by, id, body);
    return (await this.redelivering.redeliver(uuidOf(id), body, null, record)).body;
  }
}

function mayManage({ permissions }: SignedInPerson): boolean {
  return permissions.includes('endpoints:manage');
}

function uuidOf(shown: string): string {
  const uuid = readId('webhookEndpoint', shown);
  if (uuid === null) throw new Problem('not_found', { detail: 'There is no such webhook endpoint.' });
  return uuid;
}
