// Chance that can be repeated: the same seed throws the same dice, whatever else happens at the same time.
// Must never ask the machine for randomness or for the time.
import { createHash } from 'node:crypto';

export class Chance {
  #state: number;

  /** @param seed any number or text */
  constructor(private readonly seed: number | string) {
    this.#state = createHash('sha256').update(String(seed)).digest().readUInt32LE();
  }

  /** Dice of its own for a part of the work: what others throw does not change them. */
  for(part: number | string): Chance {
    return new Chance(`${this.seed}/${part}`);
  }

  /** From 0 up to, but without, 1. */
  next(): number {
    // Mulberry32: small, fast and good enough for stories.
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** True so many times in a hundred. */
  percent(share: number): boolean {
    return this.next() * 100 < share;
  }

  /** One of several, all as likely. */
  oneOf<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.whole(0, choices.length - 1)] ?? choices[0];
  }

  /** The same things in another order. */
  shuffled<T>(things: readonly T[]): T[] {
    const dealt = [...things];
    for (let last = dealt.length - 1; last > 0; last -= 1) {
      const other = this.whole(0, last);
      [dealt[last], dealt[other]] = [dealt[other] as T, dealt[last] as T];
    }
    return dealt;
  }

  /** One of several, each as often as its weight says. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
    const entries = Object.entries<number>(weights) as [T, number][];
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    const found = entries.find(([, weight]) => (left -= weight) < 0) ?? entries[0];
    if (!found) throw new Error('There is nothing to choose from.');
    return found[0];
  }
}
