// Reads a request's body whatever it came as: JSON, a form, or a multipart form, all of which Payple takes.
// Must never fail: what cannot be read is an empty list of fields, and the call says what is missing.
import type { FastifyInstance } from 'fastify';
import { readMultipart } from './multipart.js';

export type Values = Readonly<Record<string, unknown>>;

/** Replaces the server's own parsers in one scope. */
export function readAnyBody(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, parsed) => {
    parsed(null, readBody(request.headers['content-type'] ?? '', Buffer.from(body)));
  });
}

function readBody(contentType: string, body: Buffer): Values {
  if (/^multipart\/form-data/i.test(contentType)) return readMultipart(contentType, body);
  const text = body.toString('utf8').trim();
  if (/^application\/x-www-form-urlencoded/i.test(contentType)) return Object.fromEntries(new URLSearchParams(text));
  const value = parseJson(text);
  return isRecord(value) ? value : {};
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
