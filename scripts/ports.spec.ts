// A port that cannot be used is said in one sentence, whatever was written for it.
import { describe, expect, it } from 'vitest';
import { portFaults } from './ports.js';

const server = (port: number) => ({ name: 'the server', port, portVariable: 'PORT' });

describe('a port', () => {
  it.each([Number('abc'), Number('3000.5'), Infinity, -1, 0, 65_536])('that is %s is refused', async (port) => {
    expect(await portFaults([server(port)])).toEqual([
      'PORT, the port for the server, must be a whole number from 1 to 65535.',
    ]);
  });

  it('that two programs want is refused, with another one to choose', async () => {
    const shop = { name: 'the shop', port: 1, portVariable: 'SHOP_PORT' };
    const faults = await portFaults([{ ...server(1) }, shop]);
    expect(faults).toContain(
      'Port 1 is wanted for both the server and the shop: choose another one, for example SHOP_PORT=1001.',
    );
  });
});
