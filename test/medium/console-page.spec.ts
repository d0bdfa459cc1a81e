// How the console's page and its files are served: to everybody, strictly, and never twice.
// Must never need a database; the page is the same for all.
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConsolePageModule } from '../../src/console-page/console-page.module.js';
import { createApp } from '../../src/create-app.js';

let app: NestFastifyApplication;
let url: string;

beforeAll(async () => {
  process.env['LOG_LEVEL'] = 'silent';
  app = await createApp({ module: ConsolePageModule });
  await app.listen({ host: '127.0.0.1', port: 0 });
  url = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(() => app.close());

const assetsOf = (html: string): string[] => html.match(/\/console\/assets\/[^"]+/g) ?? [];

test.each(['/console', '/console/', '/console/people', '/console/orders/ord_1?tab=timeline', '/console/a.b/c'])(
  '%s is the page, kept by nobody, under a policy that lets nothing in',
  async (path) => {
    const response = await fetch(`${url}${path}`);
    const html = await response.text();
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const policy = response.headers.get('content-security-policy') ?? '';
    const nonce = /'nonce-([\w-]{24})'/.exec(policy)?.[1] ?? 'none';
    expect(policy.replace(nonce, 'N')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; img-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
    expect(html).toContain(`nonce="${nonce}"`);
    expect(html, 'nothing runs but files').not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
    expect(html.match(/(?:src|href)="(?!\/console\/assets\/)[^"]*"/), 'nothing comes from elsewhere').toBeNull();
  },
);

test('no two answers have the same nonce', async () => {
  const policies = await Promise.all(
    [1, 2].map(async () => (await fetch(`${url}/console`)).headers.get('content-security-policy')),
  );
  expect(policies[0]).not.toBe(policies[1]);
});

test('its files are kept for ever, because their names change with their content', async () => {
  const html = await (await fetch(`${url}/console`)).text();
  expect(assetsOf(html).length).toBeGreaterThan(2);
  for (const path of assetsOf(html)) {
    const response = await fetch(`${url}${path}`);
    await response.arrayBuffer();
    expect([path, response.status, response.headers.get('cache-control')]).toEqual([
      path,
      200,
      'public, max-age=31536000, immutable',
    ]);
  }
});

test.each([
  ['br', brotliDecompressSync],
  ['gzip', gunzipSync],
] as const)('a script goes out as %s to whoever reads that, and is the same script', async (encoding, open) => {
  const html = await (await fetch(`${url}/console`)).text();
  const path = assetsOf(html).find((each) => each.endsWith('.js')) ?? '';
  const plain = await app.inject({ url: path });
  const packed = await app.inject({ url: path, headers: { 'accept-encoding': encoding } });
  expect([packed.headers['content-encoding'], packed.headers['vary']]).toEqual([encoding, 'Accept-Encoding']);
  expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
  expect(open(packed.rawPayload).equals(plain.rawPayload)).toBe(true);
});

test.each(['none.js', '..%2findex.html', '..%2f..%2fpackage.json', '.stamp', 'index.js.br', '__proto__'])(
  'there is no file %s',
  async (name) => {
    const response = await fetch(`${url}/console/assets/${name}`);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, 'not_found']);
  },
);
