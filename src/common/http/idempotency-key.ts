// Reads the Idempotency-Key header of a write and takes the fingerprint of what is asked under it.
// Must never decide what a repetition gets; the books do.
import { createHash } from 'node:crypto';
import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { canonicalJson } from '../canonical-json.js';
import { Problem } from '../problems.js';

/** A write that can be repeated safely: whose key it is, and what was asked under it. */
export interface IdempotencyTicket {
  /** UUID of the API key, or at the refund desk of the person, that used it; another one's equal text is another key. */
  readonly apiKeyId: string;
  /** As the caller chose it, 1 to 255 printable ASCII characters. */
  readonly key: string;
  /** SHA-256 over method, path and body, hexadecimal. */
  readonly fingerprint: string;
}

interface WriteRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** Put there by the guard. */
  readonly caller?: { readonly apiKeyId: string };
  readonly person?: { readonly personId: string };
}

/**
 * The ticket of a request, or `null` when it carries no key.
 *
 * @throws Problem `malformed_request` when the key is not 1 to 255 printable ASCII characters
 */
export function readIdempotencyTicket(request: WriteRequest): IdempotencyTicket | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(key)) {
    throw new Problem('malformed_request', {
      detail: 'The header Idempotency-Key must be 1 to 255 printable ASCII characters.',
    });
  }
  const ownerId = request.caller?.apiKeyId ?? request.person?.personId;
  if (ownerId === undefined) throw new Error('A route that takes an Idempotency-Key must know who calls.');
  const path = request.url.split('?')[0] ?? '';
  const asked = [request.method, path, canonicalJson(request.body)].join('\n');
  return {
    apiKeyId: ownerId,
    key,
    fingerprint: createHash('sha256').update(asked).digest('hex'),
  };
}

/** The `IdempotencyTicket` of the request, or `null`. The route also carries `@Idempotent()`, which documents it. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): IdempotencyTicket | null =>
  readIdempotencyTicket(context.switchToHttp().getRequest<WriteRequest>()),
);

/** Documents that a route takes an Idempotency-Key. */
export const Idempotent = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'The same key with the same request again gets the first answer (Idempotency-Replayed: true) and does nothing. Use a new one, such as a UUID, for each thing you want done.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    }),
  );
