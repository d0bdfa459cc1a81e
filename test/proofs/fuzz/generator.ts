// Generates requests: mostly what an operation takes with one thing wrong about it, sometimes nonsense all the way.
// Must never need anything but the seed to make the same requests again.
import fc, { type Arbitrary } from 'fast-check';
import { idempotencyKey, keyHeader, oddHeader, pathOf, queryOf } from './addresses.js';
import type { Attack } from './attack.js';
import { contentOf, NO_BODY } from './bodies.js';
import type { Document, Operation } from './operations.js';
import { often } from './values.js';

/** @param key an API key that may do everything */
export function attacks(document: Document, operations: readonly Operation[], key: string): Arbitrary<Attack> {
  return fc.constantFrom(...operations).chain((operation) => attackOn(document, operation, key));
}

function attackOn(document: Document, operation: Operation, key: string): Arbitrary<Attack> {
  return fc
    .record({
      method: often(fc.constant(operation.method), METHODS, 12),
      path: pathOf(operation),
      query: queryOf(document, operation),
      content: contentOf(document, operation),
      key: keyHeader(operation, key),
      idempotency: keyOf(operation),
      odd: fc.option(oddHeader, { freq: 6 }),
    })
    .map(({ method, path, query, content, key: authorization, idempotency, odd }) => ({
      operation: operation.name,
      method,
      target: path + query,
      headers: [
        ...(content.type === null ? [] : [['content-type', content.type] as const]),
        ...authorization,
        ...(idempotency === null ? [] : [['idempotency-key', idempotency] as const]),
        ...(odd === null ? [] : [odd]),
      ],
      body: ['GET', 'HEAD'].includes(method) && operation.method === method ? NO_BODY : content.body,
    }));
}

/** Mostly there where it is needed, often where it is taken. */
function keyOf({ takesIdempotencyKey, needsIdempotencyKey }: Operation): Arbitrary<string | null> {
  if (!takesIdempotencyKey) return fc.constant(null);
  return fc.option(idempotencyKey, { freq: needsIdempotencyKey ? 20 : 2 });
}

const METHODS = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND');
