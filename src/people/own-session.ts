// Shows a session to its owner.
// Must never show anything of another one.
import { Inject, Injectable } from '@nestjs/common';
import { documentOf } from '../common/document.js';
import { showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { peopleConfig, type PeopleConfig } from '../config/people.config.js';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { permissionsOf, ROLES } from '../rights/roles.js';
import { idleEndOf, nextStepOf } from './session-rows.js';
import { SessionsService } from './sessions.service.js';
import { SessionDocument, SessionPersonDocument } from './sign-in.dto.js';
import { csrfTokenOf } from './tokens.js';

@Injectable()
export class OwnSession {
  constructor(
    private readonly sessions: SessionsService,
    @Inject(peopleConfig.KEY) private readonly people: PeopleConfig,
    @Inject(platformConfig.KEY) private readonly platform: PlatformConfig,
  ) {}

  /** @throws Problem `not_signed_in` */
  async show(token: string): Promise<SessionDocument> {
    const session = await this.sessions.find(token);
    if (!session) throw new Problem('not_signed_in');
    const { personId, email, name, roles, refundLimitWon, hasSecondFactor } = session;
    return documentOf(SessionDocument, {
      person: documentOf(SessionPersonDocument, {
        id: showId('person', personId),
        email,
        name,
        roles: ROLES.filter((role) => roles.includes(role)),
        permissions: permissionsOf(roles),
        refundLimitWon: refundLimitWon === null ? null : Number(refundLimitWon),
        hasSecondFactor,
      }),
      next: nextStepOf(session, this.platform.mode),
      mode: this.platform.mode,
      csrfToken: csrfTokenOf(token),
      idleEndsAt: idleEndOf(session, this.people.sessionIdleMs).toISOString(),
      endsAt: session.endsAt.toISOString(),
    });
  }
}
