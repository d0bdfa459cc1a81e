// Makes every number, token and key the simulator hands out; with the same seed and serials, the same ones.
// Must never be given the same serial twice: the books count serials and remember them over a restart.
import { createHmac, randomBytes } from 'node:crypto';
import { toYmd } from './clock.js';

/** The counter part of an 18-digit number starts with 20 and has eight digits left to count. */
const COUNTER_BASE = 2_000_000_000;
const COUNTER_ROOM = 100_000_000;
const BID_LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export class Identifiers {
  private readonly seed: string;
  private percentState: number;

  constructor(
    seed: string | undefined,
    private readonly nextSerial: () => number,
  ) {
    this.seed = seed ?? randomBytes(16).toString('hex');
    this.percentState = this.bytes('percent', 0).readUInt32BE(0);
  }

  /** 18 digits: the day in Korea and a ten-digit counter. Larger than a JavaScript number can hold exactly. */
  number(now: number): string {
    return `${toYmd(now)}${COUNTER_BASE + (this.nextSerial() % COUNTER_ROOM)}`;
  }

  cancelTradeSeq(): number {
    return COUNTER_BASE + (this.nextSerial() % COUNTER_ROOM);
  }

  /** 64 characters of A-Z a-z 0-9 _ - */
  paymentCertifyToken(): string {
    return this.bytes('token', this.nextSerial()).subarray(0, 48).toString('base64url');
  }

  /** 46 characters that always end in CC. */
  orderCertifyKey(): string {
    const key = this.bytes('certify', this.nextSerial()).toString('base64url').replace(/[-_]/g, 'x');
    return `${key.slice(0, 44)}CC`;
  }

  /** 25 characters of 0-9 A-Z. */
  bid(): string {
    const bytes = this.bytes('bid', this.nextSerial());
    return Array.from(bytes.subarray(0, 25), (byte) => BID_LETTERS.charAt(byte % 36)).join('');
  }

  digits(length: number): string {
    return Array.from(this.bytes('digits', this.nextSerial()).subarray(0, length), (byte) => String(byte % 10)).join(
      '',
    );
  }

  /** True in `percent` of 100 calls, in an order that the seed decides (mulberry32). */
  roll(percent: number): boolean {
    this.percentState = (this.percentState + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.percentState ^ (this.percentState >>> 15), 1 | this.percentState);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 < percent / 100;
  }

  private bytes(purpose: string, serial: number): Buffer {
    return createHmac('sha512', this.seed).update(`${purpose}:${serial}`).digest();
  }
}
