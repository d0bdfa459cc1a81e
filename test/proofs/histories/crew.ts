// Whoever works at the desk of a history's house: an operator with a small limit of their own, an approver, an administrator.
// Must never keep a session: time ends it. Passwords outlive them.
import { DeskVisitor } from '../../support/desk-visitor.js';
import { Desk } from '../harness/desk.js';
import type { History } from './history.js';
import { requireStatus } from './step.js';

/** The operator's own limit, in won: smaller than what most orders of a history come to. */
export const LIMIT_WON = 7_000;

type Person = Readonly<Record<'email' | 'password', string>>;
type Crew = Readonly<Record<'operator' | 'approver' | 'administrator', Person>>;

/** By their house; made once. */
const crews = new WeakMap<object, Promise<Crew>>();

function crewOf({ world: { house } }: History): Promise<Crew> {
  const known = crews.get(house);
  if (known) return known;
  const desk = new Desk(house, house.merchant);
  const crew = (async (): Promise<Crew> => ({
    operator: await desk.somebody('operator', LIMIT_WON),
    approver: await desk.somebody('approver'),
    administrator: await desk.somebody('administrator'),
  }))();
  crews.set(house, crew);
  return crew;
}

/** One of them signs in. */
export async function enter(history: History, who: keyof Crew): Promise<DeskVisitor> {
  const visitor = new DeskVisitor(history.world.house.url);
  await visitor.signIn((await crewOf(history))[who]);
  return visitor;
}

/** What somebody asked for at the desk. */
export interface Request {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly outcome: string;
  readonly shownHash: string;
  readonly code?: string;
}

/** What waits for a second person. */
export async function waitingAtDesk(visitor: DeskVisitor): Promise<readonly Request[]> {
  const { body } = await visitor.call<{ items: Request[] }>('GET', '/admin/approvals?status=pending&limit=100');
  return body.items;
}

/**
 * An entry or a decision that still waits would keep the operator from deciding otherwise: they take it back.
 */
export async function takeBackWhatWaits(history: History): Promise<void> {
  if (!crews.has(history.world.house)) return;
  const operator = await enter(history, 'operator');
  for (const { id } of (await waitingAtDesk(operator)).filter(({ kind }) => kind !== 'refund')) {
    const { status } = await operator.call('POST', `/admin/approvals/${id}/withdrawals`);
    requireStatus('Taking back what waits', status, [200, 409]);
  }
}
