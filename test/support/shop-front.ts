// A merchant's web site in browser tests: every path is the same plain page, and the last one visited is remembered.
// Must never take part in a payment; it is only somewhere to come from and to return to.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ShopFront {
  readonly url: string;
  close(): Promise<void>;
}

export async function openShopFront(): Promise<ShopFront> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><html lang="ko"><title>상점</title><h1>상점</h1></html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
