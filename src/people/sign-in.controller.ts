// Signing in, signing out, and one's own sessions.
// Must never put a token anywhere but into a cookie.
import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  CurrentPerson,
  RequireHalfSession,
  RequireSession,
  type SignedInPerson,
} from '../access/require-permission.js';
import { OpenToAll } from '../access/require-scope.js';
import { documentOf } from '../common/document.js';
import { WithoutIdempotencyKey } from '../common/http/idempotency-key.js';
import { readId, showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { Cookies } from './cookies.js';
import { OwnPageGuard } from './own-page.js';
import { OwnSession } from './own-session.js';
import { SecondFactorService } from './second-factor.service.js';
import { SessionsService } from './sessions.service.js';
import {
  ListedSessionDocument,
  SecondFactorBody,
  SessionDocument,
  SessionListDocument,
  SignInBody,
  SignInDocument,
} from './sign-in.dto.js';
import { SignInService, type Admission } from './sign-in.service.js';
import { visitorOf } from './visitor.js';

@ApiTags('admin')
@Controller('admin')
@WithoutIdempotencyKey(
  'A session, a code and a second factor work once by themselves, and what they answer belongs to one browser.',
)
export class SignInController {
  constructor(
    private readonly signingIn: SignInService,
    private readonly secondFactor: SecondFactorService,
    private readonly sessions: SessionsService,
    private readonly ownSession: OwnSession,
    private readonly cookies: Cookies,
  ) {}

  /** Signs in with e-mail and password. Sets the session cookie; `next` says what is still missing. */
  @Post('sign-in')
  @HttpCode(200)
  @OpenToAll('Whoever signs in is nobody yet; guesses are counted and slowed.')
  @UseGuards(OwnPageGuard)
  @ApiOperation({ operationId: 'signIn' })
  @Header('Cache-Control', 'no-store')
  async signIn(
    @Body() body: SignInBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInDocument> {
    const admission = await this.signingIn.signIn({
      email: body.email,
      password: body.password,
      visitor: visitorOf(request),
      deviceToken: this.cookies.deviceTokenOf(request),
      sessionToken: this.cookies.sessionTokenOf(request),
    });
    return this.#admit(reply, admission);
  }

  /** Completes the sign-in with a code of the app, or with a recovery code. Sets a new session cookie. */
  @Post('sign-in/second-factor')
  @HttpCode(200)
  @RequireHalfSession()
  @ApiOperation({ operationId: 'giveSecondFactor' })
  @Header('Cache-Control', 'no-store')
  async giveSecondFactor(
    @Body() body: SecondFactorBody,
    @CurrentPerson() person: SignedInPerson,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignInDocument> {
    const admission = await this.secondFactor.complete(person, body, this.cookies.deviceTokenOf(request));
    return this.#admit(reply, admission);
  }

  /** Shows who is signed in, what they may do, and the token for their writes. */
  @Get('session')
  @RequireHalfSession()
  @ApiOperation({ operationId: 'showSession' })
  @Header('Cache-Control', 'no-store')
  show(@Req() request: FastifyRequest): Promise<SessionDocument> {
    return this.ownSession.show(this.cookies.sessionTokenOf(request) ?? '');
  }

  /** Ends this session. */
  @Post('sign-out')
  @HttpCode(204)
  @RequireHalfSession()
  @ApiOperation({ operationId: 'signOut' })
  async signOut(
    @CurrentPerson() person: SignedInPerson,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.end(person, person.sessionId);
    this.cookies.clearSession(reply);
  }

  /** Lists one's own sessions, the newest first. */
  @Get('sessions')
  @RequireSession()
  @ApiOperation({ operationId: 'listSessions' })
  async list(@CurrentPerson() person: SignedInPerson): Promise<SessionListDocument> {
    const items = (await this.sessions.listOf(person.personId)).map((session) =>
      documentOf(ListedSessionDocument, {
        id: showId('session', session.id),
        createdAt: session.createdAt.toISOString(),
        lastSeenAt: session.lastSeenAt.toISOString(),
        address: session.address,
        userAgent: session.userAgent,
        isThisOne: session.id === person.sessionId,
      }),
    );
    return documentOf(SessionListDocument, { items });
  }

  /** Ends one of one's own sessions. One that has ended already changes nothing. */
  @Delete('sessions/:id')
  @HttpCode(204)
  @RequireSession()
  @ApiOperation({ operationId: 'endSession' })
  async end(@Param('id') id: string, @CurrentPerson() person: SignedInPerson): Promise<void> {
    const uuid = readId('session', id);
    if (uuid === null) throw new Problem('not_found', { detail: 'There is no such session.' });
    await this.sessions.end(person, uuid);
  }

  /** Signs out everywhere: ends all of one's sessions, this one too, and forgets the devices they were on. */
  @Delete('sessions')
  @HttpCode(204)
  @RequireSession()
  @ApiOperation({ operationId: 'endAllSessions' })
  async endAll(
    @CurrentPerson() person: SignedInPerson,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.endAll(person);
    this.cookies.clearSession(reply);
  }

  #admit(reply: FastifyReply, { next, sessionToken, deviceToken }: Admission): SignInDocument {
    this.cookies.setSession(reply, sessionToken);
    if (deviceToken !== null) this.cookies.setDevice(reply, deviceToken);
    return documentOf(SignInDocument, { next });
  }
}
