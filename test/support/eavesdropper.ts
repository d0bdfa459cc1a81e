// A server where nobody should ever call: it hears every connection, and answers what a test wants a stranger to answer.
// Must never be on a list of hosts that the house may call, unless a test says so.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Eavesdropper {
  readonly port: number;
  /** Connections, counted before anything is said on them, and what was said. */
  readonly heard: { connections: number; readonly requests: string[] };
  close(): Promise<void>;
}

/** @param redirectTo where it sends whoever calls; otherwise it says 200 to everything */
export async function startEavesdropper(redirectTo?: string): Promise<Eavesdropper> {
  const heard = { connections: 0, requests: [] as string[] };
  const server = createServer((request, response) => {
    heard.requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    request.resume();
    if (redirectTo === undefined) response.end('{}');
    else response.writeHead(307, { location: redirectTo }).end();
  });
  server.on('connection', () => (heard.connections += 1));
  // Every address of this machine, however it is written.
  await new Promise<void>((resolve) => server.listen(0, '::', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
