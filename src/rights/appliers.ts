// Who carries out a change of which kind once it is approved. A module that has something to change registers here.
// Must never import such a module.
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ChangeKind, ChangeRequest } from './change-request.entity.js';

/** Carries out, or drops, what was asked for; both in the transaction of the decision. */
export interface Applier {
  /** @throws Problem `change_outdated` when what was to be changed is not any more what it was */
  apply(manager: EntityManager, change: ChangeRequest): Promise<void>;
  /** Ends what was made for it and now never comes to anything. */
  drop(manager: EntityManager, change: ChangeRequest): Promise<void>;
}

@Injectable()
export class Appliers {
  readonly #appliers = new Map<ChangeKind, Applier>();

  /** @throws Error when the kind has one already */
  register(kind: ChangeKind, applier: Applier): void {
    if (this.#appliers.has(kind)) throw new Error(`Two carry out changes of the kind ${kind}.`);
    this.#appliers.set(kind, applier);
  }

  of(kind: ChangeKind): Applier {
    const applier = this.#appliers.get(kind);
    if (!applier) throw new Error(`Nobody carries out changes of the kind ${kind}.`);
    return applier;
  }
}
