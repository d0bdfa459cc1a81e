// How much work a guess makes must not tell whether there is such a person.
import { parseOptions, verify } from '@node-rs/argon2';
import { expect, test, vi } from 'vitest';
import { ARGON2, Passwords } from './passwords.js';

// The true functions, and a note of every call.
vi.mock('@node-rs/argon2', { spy: true });

test('a password is hashed once, with the same parameters, whether there is somebody or not', async () => {
  const passwords = new Passwords();
  const somebodys = await passwords.hash('a sentence of somebody');
  for (const passwordHash of [somebodys, null]) {
    vi.mocked(verify).mockClear();
    expect(await passwords.verify(passwordHash, 'a wrong sentence')).toBe(false);
    expect(vi.mocked(verify).mock.calls.map(([hash]) => parseOptions(String(hash)))).toMatchObject([ARGON2]);
  }
});
