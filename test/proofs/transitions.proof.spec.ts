// Proof: every state with every state, of everything that has states: what the design allows happens, and everything else
// is refused, by the code and by the database itself. Must never skip a pair; a new kind of row fails until it is here.
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { StateTables } from '../../src/orders/state-tables.js';
import { Chance } from '../support/chance.js';
import { startHouse, type House } from '../support/house.js';
import { prove, Violation } from './harness/proof.js';
import {
  bornOf,
  ENTITIES,
  pairsOf,
  statesOf,
  stepsOfDesign,
  stepText,
  type Entity,
  type Pair,
} from './transitions/design.js';
import { StepsInCode } from './transitions/in-code.js';
import { birth, refusalOf, step } from './transitions/in-database.js';

let house: House;
let client: Client;
beforeAll(async () => {
  house = await startHouse({ environment: { RUN_JOBS: 'false' } });
  client = new Client({ connectionString: house.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await house.close();
});

it('code and database have the steps of the design, and no other', async () => {
  const { rows } = await client.query<{ entity: string; from_status: string | null; to_status: string }>(
    'SELECT entity, from_status, to_status FROM state_transitions',
  );
  const designed = stepsOfDesign().sort();
  const inDatabase = rows.map((row) => stepText(row.entity, row.from_status, row.to_status));
  const inCode = house.app.get(StateTables, { strict: false }).transitions();
  expect(inDatabase.sort(), 'the database').toEqual(designed);
  expect(inCode.map(({ entity, from, to }) => stepText(entity, from, to)).sort(), 'the code').toEqual(designed);
});

it('every column called status is of something tried here', async () => {
  const { rows } = await client.query<{ table_name: string }>(
    `SELECT c.table_name FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND c.column_name = 'status' AND t.table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const tables = ENTITIES.map((entity) => (entity === 'webhook_delivery' ? 'webhook_deliveries' : `${entity}s`));
  expect(rows.map((row) => row.table_name)).toEqual(tables.sort());
});

prove(
  'transitions',
  'every allowed step happens, and every other is refused by the code and by the database',
  { short: 1, full: 20 },
  async ({ seed, size }) => {
    const trials = new Trials(new Chance(seed));
    for (const entity of ENTITIES) {
      for (const status of statesOf(entity)) await trials.birth(entity, status);
      for (const pair of pairsOf(entity)) {
        await trials.inCode(pair);
        for (let round = 0; round < (HAS_COMPANIONS.includes(entity) ? size : 1); round += 1)
          await trials.inDatabase(pair);
      }
    }
    if (trials.violations.length > 0) {
      throw new Violation(trials.violations.slice(0, 20).join('\n'), trials.violations.length);
    }
    return {
      'kinds of row': ENTITIES.length,
      'pairs of states': ENTITIES.flatMap(pairsOf).length,
      'births tried': trials.births,
      ...trials.counts,
    };
  },
);

/** Tried as part of an order, whose other rows are in states thrown from the seed. */
const HAS_COMPANIONS: readonly Entity[] = ['order', 'payment', 'cancellation'];

class Trials {
  readonly violations: string[] = [];
  readonly counts = {
    'done by the code': 0,
    'refused by the code': 0,
    'done by the database': 0,
    'refused by the database': 0,
  };
  births = 0;

  constructor(private readonly chance: Chance) {}

  async birth(entity: Entity, status: string): Promise<void> {
    this.births += 1;
    const expected = bornOf(entity).includes(status) ? 'done' : refusalOf(entity, null, status);
    this.#judge(stepText(entity, null, status), 'the database', await birth(client, entity, status), expected);
  }

  async inCode(pair: Pair): Promise<void> {
    const answer = await new StepsInCode(house.app, client).step(pair);
    if (answer === null || answer === 'stayed') return;
    const expected = pair.allowed ? 'moved' : 'refused';
    this.#judge(stepText(pair.entity, pair.from, pair.to), 'the code', answer, expected);
    this.counts[pair.allowed ? 'done by the code' : 'refused by the code'] += 1;
  }

  /** A row that stays where it is makes no step that a trigger could see; only the code cares. */
  async inDatabase(pair: Pair): Promise<void> {
    const { entity, from, to, allowed } = pair;
    if (!allowed && from === to) return;
    const companions = {
      order: this.#anyState('order'),
      payment: this.#anyState('payment'),
      cancellation: this.#anyState('cancellation'),
    };
    const told = `${stepText(entity, from, to)} (beside ${JSON.stringify({ ...companions, [entity]: from })})`;
    this.#judge(
      told,
      'the database',
      await step(client, pair, companions),
      allowed ? 'done' : refusalOf(entity, from, to),
    );
    this.counts[allowed ? 'done by the database' : 'refused by the database'] += 1;
  }

  #anyState(entity: Entity): string {
    const states = statesOf(entity);
    return states[this.chance.whole(0, states.length - 1)] ?? '';
  }

  #judge(what: string, who: string, answer: string, expected: string): void {
    if (answer !== expected) this.violations.push(`${what}: ${who} should say “${expected}” and says “${answer}”.`);
  }
}
