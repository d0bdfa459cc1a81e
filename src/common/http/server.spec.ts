// How the HTTP server ends: over a real connection.
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { RouteTable } from './route-table.js';
import { createHttpAdapter } from './server.js';

test(
  'answers what it was asked before it was told to close, and does not wait for the caller to hang up',
  { timeout: 20_000 },
  async () => {
    const adapter = await createHttpAdapter([], new RouteTable());
    const server: FastifyInstance = adapter.getInstance();
    let arrived: () => void = () => undefined;
    const hasArrived = new Promise<void>((resolve) => (arrived = resolve));
    let answer: (text: string) => void = () => undefined;
    const answered = new Promise<string>((resolve) => (answer = resolve));
    server.get('/slow', () => {
      arrived();
      return answered;
    });
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const caller = new Agent({ keepAlive: true });
    const status = new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/slow', agent: caller }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode));
      })
        .once('error', reject)
        .end();
    });
    await hasArrived;
    const closed = server.close();
    while (server.server.listening) await new Promise(setImmediate);
    answer('at last');
    expect(await status).toBe(200);
    await closed;
    caller.destroy();
  },
);
