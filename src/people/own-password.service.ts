// Changes one's own password.
// Must never do so for whoever merely holds a session: the current password is asked for, and guesses are slowed.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SignedInPerson } from '../access/require-permission.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';
import { GuessesService } from './guesses.service.js';
import { Passwords } from './passwords.js';
import { faultOfPassword } from './password-rules.js';
import { Person } from './person.entity.js';
import { SessionsService } from './sessions.service.js';
import { CODE_WAITS } from './slowing.js';

@Injectable()
export class OwnPasswordService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly passwords: Passwords,
    private readonly guesses: GuessesService,
    private readonly sessions: SessionsService,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws Problem `wrong_password`, `weak_password`, `too_many_requests` */
  async change(by: SignedInPerson, current: string, wanted: string): Promise<void> {
    const fault = faultOfPassword(wanted, by);
    if (fault !== null) throw new Problem('weak_password', { detail: fault });
    const suspect = { subject: `password:${by.personId}`, waits: CODE_WAITS };
    await this.guesses.countTry([suspect]);
    const { passwordHash } = await this.dataSource.manager.findOneByOrFail(Person, { id: by.personId });
    const subject = showId('person', by.personId);
    if (passwordHash === null || !(await this.passwords.verify(passwordHash, current))) {
      await this.trail.record(this.dataSource.manager, { by, action: 'password.refused', subject });
      throw new Problem('wrong_password');
    }
    const fresh = await this.passwords.hash(wanted);
    await this.dataSource.transaction(async (manager) => {
      const { affected } = await manager.update(Person, { id: by.personId, passwordHash }, { passwordHash: fresh });
      if (affected !== 1) throw new Problem('wrong_password');
      await this.guesses.forgive(manager, [suspect]);
      const ended = await this.sessions.endAllOf(manager, by.personId, by.sessionId);
      await this.trail.record(manager, {
        by,
        action: 'password.changed',
        subject,
        after: { otherSessionsEnded: ended },
      });
    });
  }
}
