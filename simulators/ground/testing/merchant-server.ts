// A merchant's own web address for the tests: it records what arrives and answers what it was told.
// Must never answer before it has recorded.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Visit {
  readonly method: string;
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
}

export interface MerchantServer {
  readonly url: string;
  readonly visits: Visit[];
  /** Answers for the next visits, in order; afterwards OK. */
  readonly answers: string[];
  /** Resolves when this many visits have arrived. */
  visited(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startMerchantServer(): Promise<MerchantServer> {
  const visits: Visit[] = [];
  const answers: string[] = [];
  let waiting: { count: number; resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      visits.push({
        method: request.method ?? '',
        url: request.url ?? '',
        contentType: request.headers['content-type'] ?? '',
        body,
      });
      response.end(answers.shift() ?? 'OK');
      waiting.filter(({ count }) => visits.length >= count).forEach(({ resolve }) => resolve());
      waiting = waiting.filter(({ count }) => visits.length < count);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits,
    answers,
    visited: (count) =>
      visits.length >= count ? Promise.resolve() : new Promise((resolve) => void waiting.push({ count, resolve })),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
