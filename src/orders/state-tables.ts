// The state tables of the whole house by entity. A module that has rows with states registers its table here.
// Must never import such a module; the boot compares what is registered with what the database holds.
import { Injectable } from '@nestjs/common';
import { STATE_TABLES, transitionsOf, type StateTable, type Transition } from './states.js';

@Injectable()
export class StateTables {
  readonly #tables = new Map<string, StateTable>(Object.entries<StateTable>(STATE_TABLES));

  /** @throws Error when the entity has a table already */
  register(entity: string, table: StateTable): void {
    if (this.#tables.has(entity)) throw new Error(`Two state tables are for ${entity}.`);
    this.#tables.set(entity, table);
  }

  /** Every step that any table allows. */
  transitions(): Transition[] {
    return [...this.#tables].flatMap(([entity, table]) => transitionsOf(entity, table));
  }
}
