// The door for people: whoever knows sessions answers for it. While nobody does, it stays shut.
// Must never let anybody through by itself.
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../common/problems.js';
import type { Permission } from './permissions.js';
import type { SignedInPerson } from './require-permission.js';

/** Tells who is calling by their session. */
export interface Doorkeeper {
  /**
   * The person whose session the request carries, when its session is alive and, for a write, the request comes from
   * our own page.
   *
   * @throws Problem `not_signed_in`, `cross_site_request`, `too_many_requests`
   */
  admit(request: FastifyRequest): Promise<SignedInPerson>;

  /** Notes that somebody who is signed in knocked where their roles do not let them in. */
  noteRefusal(person: SignedInPerson, request: FastifyRequest, permission: Permission): Promise<void>;
}

@Injectable()
export class PersonDoor implements Doorkeeper {
  #keeper: Doorkeeper | null = null;

  /** From now on this one answers. There is one at most. */
  entrustTo(keeper: Doorkeeper): void {
    if (this.#keeper) throw new Error('The door for people has its keeper already.');
    this.#keeper = keeper;
  }

  admit(request: FastifyRequest): Promise<SignedInPerson> {
    if (!this.#keeper) throw new Problem('not_signed_in', { detail: 'Nobody here knows sessions.' });
    return this.#keeper.admit(request);
  }

  async noteRefusal(person: SignedInPerson, request: FastifyRequest, permission: Permission): Promise<void> {
    await this.#keeper?.noteRefusal(person, request, permission);
  }
}
