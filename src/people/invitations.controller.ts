// Where an invited person sets their password.
// Must never say whose a link is before it was used.
import { Body, Controller, Header, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { OpenToAll } from '../access/require-scope.js';
import { documentOf } from '../common/document.js';
import { Cookies } from './cookies.js';
import { DevicesService } from './devices.service.js';
import { InvitationsService } from './invitations.service.js';
import { OwnPageGuard } from './own-page.js';
import { AcceptedDocument, AcceptInvitationBody } from './people.dto.js';
import { visitorOf } from './visitor.js';

@ApiTags('admin')
@Controller('admin/invitations')
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly devices: DevicesService,
    private readonly cookies: Cookies,
    private readonly dataSource: DataSource,
  ) {}

  /** Sets the password of an invited person, who signs in with it next. The link works once. */
  @Post(':token')
  @HttpCode(200)
  @OpenToAll('Whoever is invited is nobody yet; the unguessable token in the address is the key.')
  @UseGuards(OwnPageGuard)
  @ApiOperation({ operationId: 'acceptInvitation' })
  @Header('Cache-Control', 'no-store')
  async accept(
    @Param('token') token: string,
    @Body() body: AcceptInvitationBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AcceptedDocument> {
    const { id, email, name } = await this.invitations.accept(token, body.password, visitorOf(request).address);
    // So that whoever guesses at the account meanwhile does not slow its owner's first sign-in.
    const presented = this.cookies.deviceTokenOf(request);
    this.cookies.setDevice(reply, await this.devices.remember(this.dataSource.manager, id, presented));
    return documentOf(AcceptedDocument, { email, name });
  }
}
