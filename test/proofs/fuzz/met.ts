// Finds the operation that a request reaches. It is not always the one it was made for: what is put into a path
// parameter may hold slashes, and lead to a longer path.
import type { Operation } from './operations.js';

/** Finds operations by method and address, the way a router does. */
export class OperationsByAddress {
  readonly #operations: readonly { readonly operation: Operation; readonly segments: readonly string[] }[];

  constructor(operations: Iterable<Operation>) {
    this.#operations = [...operations].map((operation) => ({ operation, segments: operation.path.split('/') }));
  }

  /**
   * The operation at an address; where another method has the address too, the one of this method.
   *
   * @param target path and query as they are sent, without names of the world's things
   * @returns `undefined` when no operation has such a path
   */
  at(method: string, target: string): Operation | undefined {
    const sent = (target.split(/[?#]/)[0] ?? '').split('/').map(decoded);
    const found = this.#operations.filter(({ segments }) => fits(segments, sent)).sort(byFixedSegments);
    const [first] = found;
    const same = found.filter(({ operation }) => operation.path === first?.operation.path);
    return (same.find(({ operation }) => operation.method === method) ?? first)?.operation;
  }
}

interface Candidate {
  readonly segments: readonly string[];
}

/** What is written out goes before a parameter, from the left. */
function byFixedSegments({ segments }: Candidate, { segments: others }: Candidate): number {
  const place = segments.findIndex((segment, index) => isParameter(segment) !== isParameter(others[index] ?? ''));
  if (place === -1) return 0;
  return isParameter(segments[place] ?? '') ? 1 : -1;
}

function fits(segments: readonly string[], sent: readonly string[]): boolean {
  return (
    segments.length === sent.length &&
    segments.every((segment, index) => (isParameter(segment) ? sent[index] !== '' : segment === sent[index]))
  );
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}');
}

/** `%2F` stays what it is: a slash that was written like that does not part a path. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
