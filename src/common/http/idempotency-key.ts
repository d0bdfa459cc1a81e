// Reads the Idempotency-Key header of a write and takes the fingerprint of what is asked under it.
// Must never decide what a repetition gets; the books do.
import { createHash } from 'node:crypto';
import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
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

/**
 * How a write treats its Idempotency-Key. `kept`, unless it says otherwise: the key is claimed, the work done, the answer
 * kept. `own`: the service writes the record in the statement of its change. `none`: it takes no key.
 */
export interface KeyUse {
  readonly kind: 'kept' | 'own' | 'none';
  /** Whether a request without a key is refused. */
  readonly isRequired: boolean;
}

const KEEPS_OWN_RECORD = Symbol('keeps its own record');
const TAKES_NO_KEY = Symbol('takes no key');
const NEEDS_KEY = Symbol('needs a key');

/** The service of the route writes the record of the key in the statement of its change; the route hands it the ticket. */
export const Idempotent = () => SetMetadata(KEEPS_OWN_RECORD, true);

/** The route moves money, or says that it moved: without a key, a repetition would move it again, so it is refused. */
export const MovesMoney = () => SetMetadata(NEEDS_KEY, true);

/**
 * The write takes no Idempotency-Key.
 *
 * @param why the reason, for whoever reviews what can be repeated
 */
export const WithoutIdempotencyKey = (why: string) => SetMetadata(TAKES_NO_KEY, why);

/** How the write that is called treats its key. */
export function keyUseOf(reflector: Reflector, context: Pick<ExecutionContext, 'getHandler' | 'getClass'>): KeyUse {
  const read = (mark: symbol): unknown =>
    reflector.getAllAndOverride<unknown>(mark, [context.getHandler(), context.getClass()]);
  const isRequired = read(NEEDS_KEY) === true;
  if (read(TAKES_NO_KEY) !== undefined) return { kind: 'none', isRequired: false };
  return { kind: read(KEEPS_OWN_RECORD) === true ? 'own' : 'kept', isRequired };
}

/** A write as the key's record looks at it. */
export interface WriteRequest {
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
  const body = Buffer.isBuffer(request.body) ? request.body.toString('base64') : canonicalJson(request.body);
  const asked = [request.method, path, body].join('\n');
  return {
    apiKeyId: ownerId,
    key,
    fingerprint: createHash('sha256').update(asked).digest('hex'),
  };
}

/** Whether it is known who calls, so that a key can be theirs. */
export function hasOwner({ caller, person }: WriteRequest): boolean {
  return (caller ?? person) !== undefined;
}

/** The `IdempotencyTicket` of the request, or `null`. The route also carries `@Idempotent()`, which says what that is for. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): IdempotencyTicket | null =>
  readIdempotencyTicket(context.switchToHttp().getRequest<WriteRequest>()),
);
