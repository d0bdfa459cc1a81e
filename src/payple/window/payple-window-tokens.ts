// The tokens in the addresses at which a buyer's page asks to open Payple's window: what for, until when, signed.
// Must never be more than a way in: that it is used once is in the books.
import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.js';
import { readId, showId } from '../../common/ids.js';
import { Sealer } from '../../common/sealing.js';

const LIFETIME_MS = 10 * 60_000;

/** What a window may be for: a payment, or the registration of a card that is to become a billing key. */
const KINDS = ['payment', 'billingKey'] as const;
export type WindowKind = (typeof KINDS)[number];

/** What a token says. */
export type TokenReading =
  | { readonly is: 'valid' | 'expired'; readonly opens: WindowKind; readonly id: string }
  /** Nobody here made it. */
  | { readonly is: 'forged' };

@Injectable()
export class WindowTokens {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** `<payment or billing key>.<until, ms>.<signature>`, fit for a path. */
  issue(opens: WindowKind, id: string): string {
    const content = `${showId(opens, id)}.${this.clock.now().getTime() + LIFETIME_MS}`;
    return `${content}.${this.#sign(content)}`;
  }

  read(token: string): TokenReading {
    const match = /^(([a-z]{2,3}_[0-9a-f]{32})\.(\d{13}))\.([0-9a-f]{64})$/.exec(token);
    const [, content = '', shownId = '', until = '', signature = ''] = match ?? [];
    const opens = KINDS.find((kind) => readId(kind, shownId) !== null);
    const id = opens === undefined ? null : readId(opens, shownId);
    if (opens === undefined || id === null || !isSame(signature, this.#sign(content))) return { is: 'forged' };
    return { is: Number(until) > this.clock.now().getTime() ? 'valid' : 'expired', opens, id };
  }

  #sign(content: string): string {
    return this.sealer.fingerprint('payple window', content);
  }
}

/**
 * Where the window's script asks for its tokens. It begins with a slash, which makes the script ask the page's own server.
 *
 * @param publicUrl where this server is seen from outside; it may have a path
 */
export function authorizationPath(publicUrl: string, token: string): string {
  return `${new URL(publicUrl).pathname.replace(/\/$/, '')}/v1/payple/authorizations/${token}`;
}

function isSame(given: string, expected: string): boolean {
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
