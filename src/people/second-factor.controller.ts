// Setting up one's own second factor, recovery codes and password.
// Must never let anybody change somebody else's.
import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  CurrentPerson,
  RequireHalfSession,
  RequireSession,
  type SignedInPerson,
} from '../access/require-permission.js';
import { documentOf } from '../common/document.js';
import { WithoutIdempotencyKey } from '../common/http/idempotency-key.js';
import { Cookies } from './cookies.js';
import { OwnPasswordService } from './own-password.service.js';
import { SecondFactorService } from './second-factor.service.js';
import { CodeBody, EnrolmentBody, EnrolmentDocument, PasswordBody, RecoveryCodesDocument } from './sign-in.dto.js';

@ApiTags('admin')
@Controller('admin')
@WithoutIdempotencyKey(
  'A session, a code and a second factor work once by themselves, and what they answer belongs to one browser.',
)
export class SecondFactorController {
  constructor(
    private readonly secondFactor: SecondFactorService,
    private readonly passwords: OwnPasswordService,
    private readonly cookies: Cookies,
  ) {}

  /** Begins to set up a second factor. It counts once its first code is given at `POST /admin/second-factor`. */
  @Post('second-factor/enrolments')
  @RequireHalfSession()
  @ApiOperation({ operationId: 'beginSecondFactor' })
  @Header('Cache-Control', 'no-store')
  async begin(@Body() body: EnrolmentBody, @CurrentPerson() person: SignedInPerson): Promise<EnrolmentDocument> {
    return documentOf(EnrolmentDocument, await this.secondFactor.begin(person, body.currentCode));
  }

  /** Sets the second factor up with its first code. Shows the recovery codes this once, and sets a new session cookie. */
  @Post('second-factor')
  @RequireHalfSession()
  @ApiOperation({ operationId: 'setUpSecondFactor' })
  @Header('Cache-Control', 'no-store')
  async finish(
    @Body() body: CodeBody,
    @CurrentPerson() person: SignedInPerson,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecoveryCodesDocument> {
    const enrolled = await this.secondFactor.finish(person, body.code, this.cookies.deviceTokenOf(request));
    this.cookies.setSession(reply, enrolled.sessionToken);
    this.cookies.setDevice(reply, enrolled.deviceToken);
    return documentOf(RecoveryCodesDocument, { recoveryCodes: [...enrolled.recoveryCodes] });
  }

  /** Makes new recovery codes and shows them this once; earlier ones work no more. */
  @Post('recovery-codes')
  @RequireSession()
  @ApiOperation({ operationId: 'renewRecoveryCodes' })
  @Header('Cache-Control', 'no-store')
  async renewRecoveryCodes(
    @Body() body: CodeBody,
    @CurrentPerson() person: SignedInPerson,
    @Req() request: FastifyRequest,
  ): Promise<RecoveryCodesDocument> {
    const device = this.cookies.deviceTokenOf(request);
    const codes = await this.secondFactor.renewRecoveryCodes(person, body.code, device);
    return documentOf(RecoveryCodesDocument, { recoveryCodes: [...codes] });
  }

  /** Changes one's own password. One's other sessions end. */
  @Post('password')
  @HttpCode(204)
  @RequireSession()
  @ApiOperation({ operationId: 'changePassword' })
  async changePassword(@Body() body: PasswordBody, @CurrentPerson() person: SignedInPerson): Promise<void> {
    await this.passwords.change(person, body.currentPassword, body.newPassword);
  }
}
