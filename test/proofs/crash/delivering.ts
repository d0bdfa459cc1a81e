// Kills servers while they tell the receiver of webhooks what became of the cells.
// Must never kill one before whoever asked has an answer, nor leave a cell that was not stopped.
import { withClient } from '../../support/read-rows.js';
import { waitFor } from '../../support/wait-for.js';
import type { CrashStage } from './stage.js';
import type { Flown } from './verdict.js';

const STOPPED_WITHIN_MS = 120_000;

/** In which of an endpoint's queues events lie that tell of a cell, as migration 0009 says. */
const QUEUES = `
  SELECT order_number AS subject, hashtext(id::text) & 3 AS queue FROM orders
  UNION ALL SELECT id::text, hashtext(id::text) & 3 FROM billing_keys`;

/**
 * An endpoint has four queues, and who is stopped holds up a queue. So the next server is killed for those who waited
 * behind, and one more, until each was stopped.
 */
export async function killDelivering(
  stage: CrashStage,
  cells: readonly Flown[],
  launch: (cell: Flown) => void,
): Promise<void> {
  let waiting = cells;
  while (waiting.length > 0) {
    const server = await stage.startWired(true);
    try {
      if (waiting === cells) for (const each of cells) launch(each);
      await untilAllQueuesAreHeld(stage, waiting);
    } finally {
      await server.kill();
    }
    for (const { flight } of waiting) if (flight.isStopped) flight.free();
    waiting = waiting.filter(({ flight }) => !flight.isStopped);
  }
}

/** Waits until everybody has an answer, and whoever is not stopped waits behind somebody who is. */
async function untilAllQueuesAreHeld({ databaseUrl }: CrashStage, cells: readonly Flown[]): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    const isHeld = async (): Promise<boolean> => {
      if (!cells.every(({ flight }) => flight.isOver)) return false;
      const { rows } = await client.query<{ subject: string; queue: number }>(QUEUES);
      const queues = new Map(rows.map(({ subject, queue }) => [subject, queue]));
      const queueOf = ({ prepared }: Flown): number => queues.get(prepared.subject) ?? -1;
      const held = new Set(cells.filter(({ flight }) => flight.isStopped).map(queueOf));
      return cells.every((each) => each.flight.isStopped || held.has(queueOf(each)));
    };
    await waitFor('every event to be on its way', isHeld, { timeoutMs: STOPPED_WITHIN_MS }).catch((cause: unknown) => {
      throw new Error(storyOfLate(cells), { cause });
    });
  });
}

function storyOfLate(cells: readonly Flown[]): string {
  const late = cells.filter(({ flight }) => !flight.isStopped || !flight.isOver);
  return late
    .flatMap(({ flight: { cell, story } }) => [
      `${cell.path}, provider: ${cell.fault.name}: it never came to "${cell.point.name}".`,
      ...story,
    ])
    .join('\n');
}
