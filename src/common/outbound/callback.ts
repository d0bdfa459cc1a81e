// Sends a POST to an address that somebody outside chose, and only to addresses on the open internet, unless told that
// any will do. Must never follow a redirect, reuse a connection, or trust that a name still leads where it led before.
import type { LookupAddress } from 'node:dns';
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { madeStorable } from '../text.js';
import { Deadline } from './deadline.js';
import { NameResolver } from './name-resolver.js';
import { isPublicAddress } from './public-address.js';

/** What to send. */
export interface CallbackRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From the lookup of the name until the answer's status is here. */
  readonly deadlineMs: number;
  /** Whether private addresses will do. */
  readonly allowsPrivateAddresses: boolean;
}

/** How it ended. */
export type CallbackOutcome =
  /** An answer, whatever its status, with its first kilobyte as text. */
  | { readonly is: 'answered'; readonly status: number; readonly answer: string }
  /** No answer in time, or no way there; a sentence without secrets. */
  | { readonly is: 'unanswered'; readonly failure: string };

/** How much of an answer is read. */
const ANSWER_BYTES = 1_024;

/** An address that callbacks do not go to. */
export class AddressRefusedError extends Error {
  readonly code = 'ADDRESS_REFUSED';
}

/** The connection was of no use for an answer; its message says why. */
class NoAnswerError extends Error {}

@Injectable()
export class Callbacks {
  constructor(@Inject(NameResolver) private readonly resolver: Pick<NameResolver, 'addressesOf'>) {}

  /** @throws AddressRefusedError, or an error with a system code, when callbacks cannot go there at this moment */
  async requirePublic(url: string): Promise<void> {
    await this.#addressesOf(hostOf(url), false);
  }

  /** Settles when its deadline has passed, whatever the other side does; the connection is gone then. */
  async post(request: CallbackRequest): Promise<CallbackOutcome> {
    const deadline = new Deadline(request.deadlineMs);
    let outgoing: ClientRequest | null = null;
    try {
      // A host that is an address already is never looked up.
      const host = hostOf(request.url);
      if (isIP(host) !== 0) await this.#addressesOf(host, request.allowsPrivateAddresses);
      outgoing = this.#open(request, deadline.signal);
      const response = await deadline.within(answerTo(outgoing, request.body));
      return { is: 'answered', status: response.statusCode ?? 0, answer: await firstKilobyte(response, deadline) };
    } catch (error) {
      return {
        is: 'unanswered',
        failure: deadline.isOver ? `no answer within ${request.deadlineMs} ms` : nameOf(error),
      };
    } finally {
      deadline.end();
      outgoing?.destroy();
      // A request that was switched to another protocol counts as destroyed, with its connection open.
      outgoing?.socket?.destroy();
    }
  }

  #open(request: CallbackRequest, signal: AbortSignal): ClientRequest {
    const { url, body, allowsPrivateAddresses } = request;
    const send = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest;
    const headers = { ...request.headers, 'content-length': String(Buffer.byteLength(body)) };
    const lookup = this.#lookup(allowsPrivateAddresses, signal);
    return send(url, { method: 'POST', headers, agent: false, lookup, signal });
  }

  /** What the connection itself asks: the addresses that were checked are those it connects to. */
  #lookup(allowsPrivateAddresses: boolean, signal: AbortSignal): LookupFunction {
    return (name, options, done) => {
      this.#addressesOf(name, allowsPrivateAddresses, signal).then(
        (addresses) => {
          const [first] = addresses;
          if (options.all === true) done(null, addresses);
          else done(null, first?.address ?? '', first?.family);
        },
        (error: unknown) => done(error as NodeJS.ErrnoException, []),
      );
    };
  }

  async #addressesOf(host: string, allowsPrivateAddresses: boolean, signal?: AbortSignal): Promise<LookupAddress[]> {
    const family = isIP(host);
    const addresses = family === 0 ? await this.resolver.addressesOf(host, signal) : [{ address: host, family }];
    if (!allowsPrivateAddresses && !addresses.every(({ address }) => isPublicAddress(address))) {
      throw new AddressRefusedError(`${host} leads to an address that is not on the open internet`);
    }
    return addresses;
  }
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

/** Sends the body, and waits for the first answer that is one; the switch to another protocol is none. */
function answerTo(outgoing: ClientRequest, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.once('response', resolve);
    // Listened to for good: what breaks after the answer has begun breaks the answer, too.
    outgoing.on('error', reject);
    // Without a listener, nobody would hear of this answer, nor of anything after it.
    outgoing.once('upgrade', ({ statusCode }, socket) => {
      socket.destroy();
      reject(new NoAnswerError(`switched to another protocol instead of answering (HTTP status ${statusCode ?? 0})`));
    });
    // Comes at the end of each request, after whatever else there is to tell of it.
    outgoing.once('close', () => reject(new NoAnswerError('the connection ended without an answer')));
    outgoing.end(body);
  });
}

/** An answer that breaks off or trickles has its status all the same; what came of it is kept. */
async function firstKilobyte(response: IncomingMessage, deadline: Deadline): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    await deadline.within(collect(response, chunks));
  } catch {
    // It broke off, or did not end in time.
  }
  response.destroy();
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, ANSWER_BYTES));
  return madeStorable(text);
}

async function collect(response: IncomingMessage, chunks: Buffer[]): Promise<void> {
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= ANSWER_BYTES) return;
  }
}

function nameOf(error: unknown): string {
  if (error instanceof AddressRefusedError || error instanceof NoAnswerError) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return `connection failed: ${code}`;
}
