// Runs the compiled program as its users do: started by a script, killed without warning, started again.
// Must never trust a file the program did not answer for; it asks over HTTP.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { optionsFromEnvironment } from './options.js';
import { type Bought, Shop } from './testing/shop.js';

const PROGRAM = fileURLToPath(new URL('../../dist/simulators/payco/main.js', import.meta.url));

let data: string;
let running: ChildProcess[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'payco-simulator-'));
});
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running = [];
  rmSync(data, { recursive: true, force: true });
});

async function start(): Promise<{ child: ChildProcess; shop: Shop }> {
  const child = fork(PROGRAM, {
    env: { ...process.env, PAYCO_SIMULATOR_PORT: '0', PAYCO_SIMULATOR_DATA: data },
    execArgv: [],
    silent: true,
  });
  running.push(child);
  const [message] = (await once(child, 'message')) as [{ ready: boolean; url: string }];
  expect(message.ready).toBe(true);
  return { child, shop: new Shop(message.url) };
}

describe('the program', () => {
  it('keeps every payment it answered for when it is killed in the middle of work', async () => {
    const { child, shop } = await start();
    const answered: Bought[] = [];
    const buyers = Array.from({ length: 4 }, async () => {
      for (;;) answered.push(await shop.buy());
    });
    await expect.poll(() => answered.length, { timeout: 50_000 }).toBeGreaterThan(20);
    child.kill('SIGKILL');
    await Promise.allSettled(buyers);
    const { shop: again } = await start();
    const { payments } = (await again.control('GET', 'books')).json as { payments?: { orderNo: string }[] };
    const known = new Set(payments?.map((payment) => payment.orderNo));
    const lost = answered.filter((bought) => !known.has(bought.orderNo));
    expect(lost, 'payments that were answered and are gone').toEqual([]);
  });

  it('stops cleanly on SIGTERM and when the program that started it goes away', async () => {
    const { child } = await start();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    const { child: other } = await start();
    other.disconnect();
    expect(await once(other, 'exit')).toEqual([0, null]);
  });

  it.each([
    ['https://pay.example', 'https://pay.example'],
    ['', undefined],
  ])('reads the public address "%s"', (text, expected) => {
    expect(optionsFromEnvironment({ PAYCO_SIMULATOR_PUBLIC_URL: text }).publicUrl).toBe(expected);
  });

  it('says one line and exits with 1 when its port is no port', async () => {
    const child = fork(PROGRAM, { env: { ...process.env, PAYCO_SIMULATOR_PORT: 'http' }, execArgv: [], silent: true });
    let said = '';
    child.stderr?.on('data', (piece: Buffer) => (said += piece.toString()));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said).toBe('PAYCO simulator: PAYCO_SIMULATOR_PORT must be a port number, not "http"\n');
  });
});
