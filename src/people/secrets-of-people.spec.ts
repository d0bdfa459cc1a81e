// Passwords, tokens and codes by themselves: what is taken, what is not, and what they are kept as.
import { parseOptions } from '@node-rs/argon2';
import { describe, expect, test } from 'vitest';
import { LOCAL_PASSWORD, LOCAL_PASSWORD_HASH } from './local-accounts.js';
import { faultOfPassword } from './password-rules.js';
import { ARGON2, NOBODYS_HASH, Passwords } from './passwords.js';
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import { newTimeSecret, otpauthUriOf, stepOf } from './time-codes.js';
import { canBeToken, csrfTokenOf, isCsrfTokenOf, newToken } from './tokens.js';

const KIM = { email: 'jiwoo.kim@shop.example.com', name: 'Kim Ji-woo' };

describe('a new password', () => {
  test.each([
    'correct horse battery staple',
    '우리집 강아지는 복슬강아지',
    'Xk7#mQ2$vL9!',
    'jiwoo.kim likes her tea without milk',
  ])('may be "%s"', (password) => {
    expect(faultOfPassword(password, KIM)).toBeNull();
  });

  test.each([
    ['short', 'at least 12'],
    ['elevenchars', 'at least 12'],
    ['aaaaaaaaaaaaaaaa', 'same few'],
    ['abababababababab', 'same few'],
    ['password1234', 'anybody would try'],
    ['qwerty123456', 'anybody would try'],
    ['gyeolje-local', 'simulator mode'],
    ['GYEOLJE-LOCAL', 'simulator mode'],
    ['jiwoo.kim123', 'anybody would try'],
    ['Kim Ji-woo 1', 'anybody would try'],
    ['비밀번호비밀번호비밀번호', 'same few'],
  ])('may not be "%s": %s', (password, part) => {
    expect(faultOfPassword(password, KIM)).toContain(part);
  });
});

describe('a hash', () => {
  test('of nobody, and of the public password, costs as much as everybody’s', () => {
    for (const hash of [NOBODYS_HASH, LOCAL_PASSWORD_HASH]) expect(parseOptions(hash)).toMatchObject(ARGON2);
  });

  test('opens to its password, however it is composed, and never without one', async () => {
    const passwords = new Passwords();
    expect(await passwords.verify(LOCAL_PASSWORD_HASH, LOCAL_PASSWORD)).toBe(true);
    expect(await passwords.verify(LOCAL_PASSWORD_HASH, `${LOCAL_PASSWORD} `)).toBe(false);
    expect(await passwords.verify(null, LOCAL_PASSWORD)).toBe(false);
    const hash = await passwords.hash('비밀스러운 문장 하나'.normalize('NFC'));
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await passwords.verify(hash, '비밀스러운 문장 하나'.normalize('NFD'))).toBe(true);
    expect(passwords.isOutdated(hash)).toBe(false);
  });

  test('is made a few at a time, in turn; whoever comes when too many wait is sent away', async () => {
    const passwords = new Passwords();
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => passwords.verify(null, 'x')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(42);
    expect(outcomes.at(-1)).toMatchObject({ status: 'rejected', reason: { code: 'too_many_requests' } });
    expect(await passwords.verify(LOCAL_PASSWORD_HASH, LOCAL_PASSWORD), 'afterwards').toBe(true);
  });
});

describe('a token', () => {
  test('has 256 random bits, and is told from other text', () => {
    expect(newToken()).not.toBe(newToken());
    expect(canBeToken(newToken())).toBe(true);
    for (const text of [undefined, '', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`, `${'A'.repeat(42)}\n`]) {
      expect(canBeToken(text), JSON.stringify(text)).toBe(false);
    }
  });

  test('for writes belongs to one session, and does not tell its token', () => {
    const [one, other] = [newToken(), newToken()];
    expect(csrfTokenOf(one)).not.toContain(one);
    expect(isCsrfTokenOf(one, csrfTokenOf(one))).toBe(true);
    for (const wrong of [csrfTokenOf(other), one, '', undefined, [csrfTokenOf(one)], 1]) {
      expect(isCsrfTokenOf(one, wrong), String(wrong)).toBe(false);
    }
  });
});

describe('a code of the app', () => {
  // RFC 6238, appendix B: the SHA-1 vectors, cut to the six digits that apps show.
  const VECTOR_SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  test.each([
    [59, '287082', 1],
    [1_111_111_109, '081804', 37_037_036],
    [1_234_567_890, '005924', 41_152_263],
    [20_000_000_000, '353130', 666_666_666],
  ])('at second %d is %s, of step %d', (second, code, step) => {
    expect(stepOf(VECTOR_SECRET, code, new Date(second * 1_000))).toBe(step);
    expect(stepOf(VECTOR_SECRET, code, new Date((second + 30) * 1_000)), 'half a minute later').toBe(step);
    expect(stepOf(VECTOR_SECRET, code, new Date((second + 90) * 1_000)), 'too late').toBeNull();
  });

  test('comes of a secret of 160 bits, which an app reads from an address', () => {
    const secret = newTimeSecret();
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(otpauthUriOf(secret, KIM.email));
    expect(uri.searchParams.get('secret')).toBe(secret);
    expect(uri.searchParams.get('issuer')).toBe('Gyeolje');
    expect(decodeURIComponent(uri.pathname)).toContain(KIM.email);
  });
});

describe('a recovery code', () => {
  test('is one of ten, all different, without letters that are taken for others', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([a-hjkmnp-tv-z2-9]{4}-){3}[a-hjkmnp-tv-z2-9]{4}$/);
  });

  test('is the same however it is typed, and worth nothing to another person', () => {
    const hash = hashOfRecoveryCode('kim', 'abcd-efgh-jkmn-pqrs');
    expect(hashOfRecoveryCode('kim', ' ABCD efgh jkmnPQRS ')).toBe(hash);
    expect(hashOfRecoveryCode('lee', 'abcd-efgh-jkmn-pqrs')).not.toBe(hash);
  });
});
