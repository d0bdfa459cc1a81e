// The tokens in the addresses at which a buyer's page asks to open Payple's window: which payment, until when, signed.
// Must never be more than a way in: that it is used once is in the books.
import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock.js';
import { readId, showId } from '../common/ids.js';
import { Sealer } from '../common/sealing.js';

const LIFETIME_MS = 10 * 60_000;

/** What a token says. */
export type TokenReading =
  | { readonly is: 'valid'; readonly paymentId: string }
  | { readonly is: 'expired'; readonly paymentId: string }
  /** Nobody here made it. */
  | { readonly is: 'forged' };

@Injectable()
export class WindowTokens {
  constructor(
    private readonly sealer: Sealer,
    private readonly clock: Clock,
  ) {}

  /** `<payment>.<until, ms>.<signature>`, fit for a path. */
  issue(paymentId: string): string {
    const content = `${showId('payment', paymentId)}.${this.clock.now().getTime() + LIFETIME_MS}`;
    return `${content}.${this.#sign(content)}`;
  }

  read(token: string): TokenReading {
    const match = /^((pay_[0-9a-f]{32})\.(\d{13}))\.([0-9a-f]{64})$/.exec(token);
    const [, content = '', shownId = '', until = '', signature = ''] = match ?? [];
    const paymentId = readId('payment', shownId);
    if (paymentId === null || !isSame(signature, this.#sign(content))) return { is: 'forged' };
    return { is: Number(until) > this.clock.now().getTime() ? 'valid' : 'expired', paymentId };
  }

  #sign(content: string): string {
    return this.sealer.fingerprint('payple window', content);
  }
}

function isSame(given: string, expected: string): boolean {
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
