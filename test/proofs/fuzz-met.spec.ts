// The fuzz must judge an answer by the operation that the request reached, whatever was put into its path.
import { describe, expect, it } from 'vitest';
import { OperationsByAddress } from './fuzz/met.js';
import { operationsOf, readDocument } from './fuzz/operations.js';

const operations = operationsOf(await readDocument());
const byAddress = new OperationsByAddress(operations);

describe('a request reaches', () => {
  it.each([
    ['GET', '/admin/orders/ord_1', 'GET /admin/orders/{id}'],
    ['GET', '/admin/orders/ord_1/evidence/pay_1', 'GET /admin/orders/{id}/evidence/{subjectId}'],
    ['GET', '/admin/orders/ord_1/exchanges/x', 'GET /admin/orders/{id}/exchanges/{exchangeId}'],
    ['DELETE', '/v1/orders/ord_1/cash-receipts/csr_1?a=/x', 'DELETE /v1/orders/{id}/cash-receipts/{receiptId}'],
    ['GET', '/admin/orders/choices', 'GET /admin/orders/choices'],
    ['POST', '/admin/orders/searches', 'POST /admin/orders/searches'],
    ['GET', '/%61dmin/orders/ord_1%2Fevidence', 'GET /admin/orders/{id}'],
    ['GET', '/checkout/abc/state', 'GET /checkout/{token}/state'],
    ['GET', '/checkout/cards/abc', 'GET /checkout/cards/{token}'],
  ])('%s %s as %s', (method, target, name) => {
    expect(byAddress.at(method, target)?.name).toBe(name);
  });

  it('an address whatever the method', () => {
    expect(byAddress.at('PROPFIND', '/admin/orders/ord_1')?.path).toBe('/admin/orders/{id}');
  });

  it.each(['/', '/nothing', '/admin/orders/', '/admin/orders/x/y/z/w', '/admin/orders/ord_1/evidence/'])(
    'nothing at %s',
    (target) => {
      expect(byAddress.at('GET', target)).toBeUndefined();
    },
  );

  it('each operation at its own path', () => {
    for (const operation of operations) {
      const target = operation.path.replace(/\{[^}]+\}/g, 'some-name');
      expect(byAddress.at(operation.method, target)?.name).toBe(operation.name);
    }
  });
});
