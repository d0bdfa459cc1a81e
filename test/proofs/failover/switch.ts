// A switch between a server and its database: the server knows one address, and what stands behind it can change.
// Must never answer anything itself: while nobody stands there, a connection is refused as it would be.
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

export interface Switch {
  readonly port: number;
  /** From now on connections lead there; those that lead elsewhere are cut. */
  pointAt(port: number): void;
  close(): Promise<void>;
}

export async function startSwitch(): Promise<Switch> {
  const open = new Set<Socket>();
  let target: number | null = null;
  const server = createServer((incoming) => {
    if (target === null) {
      incoming.resetAndDestroy();
      return;
    }
    const outgoing = connect({ port: target, host: '127.0.0.1', noDelay: true });
    incoming.setNoDelay(true);
    for (const [one, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.once('error', () => other.destroy());
      one.once('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    pointAt: (port) => {
      target = port;
      cut();
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        cut();
      }),
  };
}
