// Which methods a path takes.
import { expect, test } from 'vitest';
import { RouteTable } from './route-table.js';

const routes = new RouteTable();
routes.add('/v1/orders', 'POST');
routes.add('/v1/orders', ['GET', 'HEAD']);
routes.add('/v1/orders/:id', 'GET');
routes.add('/files/*', 'GET');
routes.add('/openapi.json', 'GET');

test.each([
  ['/v1/orders', ['GET', 'HEAD', 'POST']],
  ['/v1/orders?status=paid', ['GET', 'HEAD', 'POST']],
  ['/v1/orders/ord_1', ['GET']],
  ['/v1/orders/ord_1/more', []],
  ['/v1/orders/', []],
  ['/files/a/b.css', ['GET']],
  ['/openapi.json', ['GET']],
  ['/openapiXjson', []],
])('%s takes %o', (path, methods) => {
  expect(routes.methodsOf(path)).toEqual(methods);
});

test('lists every route', () => {
  expect(routes.list()).toEqual([
    'GET /files/*',
    'GET /openapi.json',
    'GET /v1/orders',
    'GET /v1/orders/:id',
    'HEAD /v1/orders',
    'POST /v1/orders',
  ]);
});
