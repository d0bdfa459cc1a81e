// Sends the answer to a write: its status, whether it is a replay, and its body.
// Must never change the body: a replay is the first answer, letter for letter.
import type { FastifyReply } from 'fastify';
import type { Answer } from './answers.js';

export async function sendAnswer<T>(reply: FastifyReply, { status, body, replayed }: Answer<T>): Promise<void> {
  if (replayed) void reply.header('Idempotency-Replayed', 'true');
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  await reply.status(status).type(`${type}; charset=utf-8`).send(JSON.stringify(body));
}
