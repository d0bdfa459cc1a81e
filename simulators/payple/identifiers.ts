// Makes every number, token and key the simulator hands out; with the same seed and serials, the same ones.
// Must never be given the same serial twice: the books count serials and remember them over a restart.
import { createHmac, randomBytes } from 'node:crypto';
import { toYmdt } from './clock.js';

const TRADE_COUNTER_ROOM = 10_000_000_000;

/** The longest AuthKey seen: 376 characters, which are these many bytes written as base64 twice. */
const LONG_KEY_BYTES = 210;

export class Identifiers {
  private readonly seed: string;
  private percentState: number;

  constructor(
    seed: string | undefined,
    private readonly nextSerial: () => number,
  ) {
    this.seed = seed ?? randomBytes(16).toString('hex');
    this.percentState = this.bytes('percent', 0, 4).readUInt32BE(0);
  }

  /** 32 characters: 16 bytes written as base64 twice, the shape of tokens, request keys and billing keys. */
  token(): string {
    return twice(this.bytes('token', this.nextSerial(), 16));
  }

  /** 64 hexadecimal digits, as in the manuals, or 376 characters, as seen lately. */
  authKey(length: 64 | 376): string {
    const serial = this.nextSerial();
    return length === 64
      ? this.bytes('auth', serial, 32).toString('hex')
      : twice(this.bytes('auth', serial, LONG_KEY_BYTES));
  }

  hex(length: number): string {
    return this.bytes('hex', this.nextSerial(), Math.ceil(length / 2))
      .toString('hex')
      .slice(0, length);
  }

  digits(length: number): string {
    return Array.from(this.bytes('digits', this.nextSerial(), length), (byte) => String(byte % 10)).join('');
  }

  /** 24 digits: the time in Korea and a counter. */
  tradeNo(now: number): string {
    return toYmdt(now) + String(this.nextSerial() % TRADE_COUNTER_ROOM).padStart(10, '0');
  }

  /** An order number for a merchant that sent none. */
  oid(now: number): string {
    return `sim${this.tradeNo(now)}`;
  }

  /** True in `percent` of 100 calls, in an order that the seed decides (mulberry32). */
  roll(percent: number): boolean {
    this.percentState = (this.percentState + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.percentState ^ (this.percentState >>> 15), 1 | this.percentState);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 < percent / 100;
  }

  private bytes(purpose: string, serial: number, length: number): Buffer {
    const blocks: Buffer[] = [];
    for (let block = 0; block * 64 < length; block += 1) {
      blocks.push(createHmac('sha512', this.seed).update(`${purpose}:${serial}:${block}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, length);
  }
}

function twice(bytes: Buffer): string {
  return Buffer.from(bytes.toString('base64')).toString('base64');
}
