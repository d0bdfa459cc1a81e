// Tests and the code they test compare moments of this process, of the database and of programs that tests start.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, inject, it } from 'vitest';
import { readRows } from '../support/read-rows.js';

/** PostgreSQL counts microseconds, and rounds. */
const ROUNDING_MS = 2;

/** How far ahead another clock is, in ms: 0 when what it says lies between asking and hearing. */
async function aheadMs(askedOf: () => Promise<number>): Promise<number> {
  const before = Date.now();
  const said = await askedOf();
  const after = Date.now();
  if (said >= before - ROUNDING_MS && said <= after + ROUNDING_MS) return 0;
  return said - before;
}

it('is the same in the database', async () => {
  const ahead = await aheadMs(async () => {
    const [row] = await readRows<{ now: Date }>(inject('postgresUrl'), 'SELECT clock_timestamp() AS now');
    return row?.now.getTime() ?? NaN;
  });
  expect(ahead, 'ms that the clock of PostgreSQL is ahead').toBe(0);
});

it('is the same in a program with an environment of its own', async () => {
  const ahead = await aheadMs(async () => {
    const program = spawn(process.execPath, ['-p', 'Date.now()'], { env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    program.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(program, 'close');
    return Number(said);
  });
  expect(ahead, 'ms that the clock of the program is ahead').toBe(0);
});
