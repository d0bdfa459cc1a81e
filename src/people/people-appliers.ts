// Carries out changes of people, and releases their links, once a second person has approved them.
// Must never decide anything; the gate and the second person have.
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Problem } from '../common/problems.js';
import { Appliers } from '../rights/appliers.js';
import type { ChangeRequest } from '../rights/change-request.entity.js';
import { InvitationsService } from './invitations.service.js';
import { PeopleService } from './people.service.js';
import { Person } from './person.entity.js';

@Injectable()
export class PeopleAppliers implements OnModuleInit {
  constructor(
    private readonly appliers: Appliers,
    private readonly people: PeopleService,
    private readonly invitations: InvitationsService,
  ) {}

  onModuleInit(): void {
    const drop = (manager: EntityManager, { id }: ChangeRequest) => this.invitations.drop(manager, id);
    this.appliers.register('person', {
      apply: (manager, change) => this.people.applyChange(manager, change),
      drop,
    });
    this.appliers.register('invitation', {
      apply: async (manager, { id, aboutPersonId }) => {
        const person = await manager.findOneBy(Person, { id: aboutPersonId ?? '' });
        const isReleased = person?.disabledAt === null && (await this.invitations.release(manager, id)) > 0;
        if (!isReleased) throw new Problem('change_outdated', { detail: 'The link has ended meanwhile.' });
      },
      drop,
    });
  }
}
