// Hashes passwords with Argon2id and verifies them, a few at a time.
// Must never keep, log or return a password.
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { Injectable } from '@nestjs/common';
import { Problem } from '../common/problems.js';

/** 19 MiB, two passes, one lane: what OWASP asks of Argon2id at least. Memory is in KiB. */
export const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Of 32 random bytes that nobody has, with the same parameters: a password is verified against it where there is none. */
export const NOBODYS_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$H+uQiXtQKjBp9L2UfNdfOw$I7mKBM4tMMDu25Ughcy2xdo3iDW2AslHy/5f/s1aXss';

/** More at once would take the threads in which Node also looks up the names of providers. */
const AT_ONCE = 2;
/** Whoever comes when so many wait is sent away; a wait of a second or two is all that a person bears. */
const MOST_WAITING = 40;

@Injectable()
export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** The hash to keep, in PHC notation with a random salt. */
  hash(password: string): Promise<string> {
    return this.#inTurn(() => hash(normalized(password), ARGON2));
  }

  /**
   * Whether a password is the one of a hash. Takes as long when there is none.
   *
   * @param passwordHash `null`: there is nobody, or nobody with a password
   */
  verify(passwordHash: string | null, password: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const isRight = await this.verifyHash(passwordHash ?? NOBODYS_HASH, normalized(password));
      return isRight && passwordHash !== null;
    });
  }

  /** Whether a hash was made with other parameters than today's, and should be made anew at the next sign-in. */
  isOutdated(passwordHash: string): boolean {
    const { memoryCost, timeCost, parallelism } = parseOptions(passwordHash);
    return memoryCost !== ARGON2.memoryCost || timeCost !== ARGON2.timeCost || parallelism !== ARGON2.parallelism;
  }

  /** Apart, so that a test can count how often a password is hashed. */
  protected verifyHash(passwordHash: string, password: string): Promise<boolean> {
    return verify(passwordHash, password);
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= MOST_WAITING) {
        throw new Problem('too_many_requests', { detail: 'Too many people sign in at once.', retryAfterSeconds: 2 });
      }
      // Whoever ends hands over the turn, so the count stays.
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else {
      this.#running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}

/** The same letters typed on another machine may arrive composed otherwise. */
function normalized(password: string): string {
  return password.normalize('NFKC');
}
