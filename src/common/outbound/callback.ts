// Sends a POST to an address that somebody outside chose, and only to addresses on the open internet, unless told that
// any will do. Must never follow a redirect, reuse a connection, or trust that a name still leads where it led before.
import type { LookupAddress } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Injectable } from '@nestjs/common';
import { madeStorable } from '../text.js';
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

@Injectable()
export class Callbacks {
  constructor(private readonly resolver: NameResolver) {}

  /** @throws AddressRefusedError, or an error with a system code, when callbacks cannot go there at this moment */
  async requirePublic(url: string): Promise<void> {
    await this.#addressesOf(hostOf(url), false);
  }

  async post(request: CallbackRequest): Promise<CallbackOutcome> {
    const signal = AbortSignal.timeout(request.deadlineMs);
    try {
      const response = await this.#send(request, signal);
      return { is: 'answered', status: response.statusCode ?? 0, answer: await firstKilobyte(response) };
    } catch (error) {
      return {
        is: 'unanswered',
        failure: signal.aborted ? `no answer within ${request.deadlineMs} ms` : nameOf(error),
      };
    }
  }

  async #send(request: CallbackRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const { url, headers, body, allowsPrivateAddresses } = request;
    // A host that is an address already is never looked up.
    if (isIP(hostOf(url)) !== 0) await this.#addressesOf(hostOf(url), allowsPrivateAddresses);
    const send = new URL(url).protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const lookup = this.#lookup(allowsPrivateAddresses);
      const length = { 'content-length': String(Buffer.byteLength(body)) };
      const outgoing = send(url, { method: 'POST', headers: { ...headers, ...length }, agent: false, lookup, signal });
      outgoing.once('response', resolve);
      // Listened to for good: what breaks after the answer has begun breaks the answer, too.
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  /** What the connection itself asks: the addresses that were checked are those it connects to. */
  #lookup(allowsPrivateAddresses: boolean): LookupFunction {
    return (name, options, done) => {
      this.#addressesOf(name, allowsPrivateAddresses).then(
        (addresses) => {
          const [first] = addresses;
          if (options.all === true) done(null, addresses);
          else done(null, first?.address ?? '', first?.family);
        },
        (error: unknown) => done(error as NodeJS.ErrnoException, []),
      );
    };
  }

  async #addressesOf(host: string, allowsPrivateAddresses: boolean): Promise<LookupAddress[]> {
    const family = isIP(host);
    const addresses = family === 0 ? await this.resolver.addressesOf(host) : [{ address: host, family }];
    if (!allowsPrivateAddresses && !addresses.every(({ address }) => isPublicAddress(address))) {
      throw new AddressRefusedError(`${host} leads to an address that is not on the open internet`);
    }
    return addresses;
  }
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}

/** An answer that breaks off or trickles has its status all the same; what came of it is kept. */
async function firstKilobyte(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length >= ANSWER_BYTES) break;
    }
  } catch {
    // It broke off.
  }
  response.destroy();
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, ANSWER_BYTES));
  return madeStorable(text);
}

function nameOf(error: unknown): string {
  if (error instanceof AddressRefusedError) return error.message;
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return `connection failed: ${code}`;
}
