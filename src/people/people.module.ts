// Who works at the refund desk, how they sign in, and the door that their sessions open.
// Must never know what the desk does.
import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { AuditModule } from '../audit/audit.module.js';
import { Clock } from '../common/clock.js';
import { AuditController } from './audit.controller.js';
import { Cookies } from './cookies.js';
import { DevicesService } from './devices.service.js';
import { GuessesService } from './guesses.service.js';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';
import { LocalPeople } from './local-people.js';
import { OwnPasswordService } from './own-password.service.js';
import { OwnSession } from './own-session.js';
import { Passwords } from './passwords.js';
import { RightsModule } from '../rights/rights.module.js';
import { PeopleAppliers } from './people-appliers.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { SecondFactorController } from './second-factor.controller.js';
import { SecondFactorService } from './second-factor.service.js';
import { SessionDoor } from './session-door.js';
import { SessionsService } from './sessions.service.js';
import { SignInController } from './sign-in.controller.js';
import { SignInService } from './sign-in.service.js';

@Module({
  imports: [AccessModule, AuditModule, RightsModule],
  controllers: [SignInController, SecondFactorController, InvitationsController, PeopleController, AuditController],
  providers: [
    Clock,
    Cookies,
    Passwords,
    GuessesService,
    DevicesService,
    SessionsService,
    SessionDoor,
    OwnSession,
    SignInService,
    SecondFactorService,
    OwnPasswordService,
    InvitationsService,
    PeopleService,
    PeopleAppliers,
    LocalPeople,
  ],
  // For the desk, which records what is done there.
  exports: [AuditModule, RightsModule, PeopleService],
})
export class PeopleModule {}
