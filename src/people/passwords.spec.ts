// How much work a guess makes must not tell whether there is such a person.
import { parseOptions } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { ARGON2, Passwords } from './passwords.js';

/** Notes against which hashes passwords are verified. */
class ObservedPasswords extends Passwords {
  verified: string[] = [];

  protected override verifyHash(passwordHash: string, password: string): Promise<boolean> {
    this.verified.push(passwordHash);
    return super.verifyHash(passwordHash, password);
  }
}

test('a password is hashed once, with the same parameters, whether there is somebody or not', async () => {
  const passwords = new ObservedPasswords();
  const somebodys = await passwords.hash('a sentence of somebody');
  for (const passwordHash of [somebodys, null]) {
    passwords.verified = [];
    expect(await passwords.verify(passwordHash, 'a wrong sentence')).toBe(false);
    expect(passwords.verified.map((hash) => parseOptions(hash))).toMatchObject([ARGON2]);
  }
});
