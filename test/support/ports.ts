// Ports for servers that must know their address before they listen, and listen on it again after a restart.
import { createServer, type AddressInfo, type Server } from 'node:net';

/**
 * Reserved ports lie this far below the port that guards them: outside the range from which systems give out free ports
 * (from 32,768 on Linux, from 49,152 on macOS and Windows), so that nothing else is ever given one.
 */
const BELOW_GUARD = 22_000;
const FIRST_EPHEMERAL = 32_768;

/**
 * Reserves a port of 127.0.0.1 until this process ends. The system gives a free port to a guard that listens on port 0
 * and goes on listening; the reserved port is derived from it. Two test processes never have the same guard, so they
 * never reserve the same port, and a server may leave its port and come back to it.
 */
export async function reservePort(): Promise<number> {
  for (;;) {
    // A guard that does not fit goes on listening too, or the system might offer the same one again.
    const guard = await listen(0);
    guard.unref();
    const port = (guard.address() as AddressInfo).port - BELOW_GUARD;
    if (port < FIRST_EPHEMERAL && (await isFree(port))) return port;
  }
}

/** Whether no program outside the tests listens there. */
async function isFree(port: number): Promise<boolean> {
  try {
    await close(await listen(port));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
    throw error;
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
