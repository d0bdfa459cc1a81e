// The codes of an authenticator app (TOTP, RFC 6238): six digits, a new one every 30 seconds.
// Must never take a code twice; it tells the step of a code, and whoever takes it remembers the step.
import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
/** How many steps an app's clock may be early or late. */
const DRIFT_STEPS = 1;
/** 160 bits, as RFC 4226 wants. */
const SECRET_BYTES = 20;

/** A new secret in base32. */
export function newTimeSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/**
 * What an app reads from a QR code.
 *
 * @param email how the app names the account
 */
export function otpauthUriOf(secret: string, email: string): string {
  return generatorOf(secret, email).toString();
}

/**
 * The step of time that a code belongs to: it is taken only when no code of that step or a later one was taken before.
 *
 * @returns `null` when it is the code of no step around now
 */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const delta = generatorOf(secret).validate({ token: code, timestamp: now.getTime(), window: DRIFT_STEPS });
  return delta === null ? null : Math.floor(now.getTime() / 1_000 / PERIOD_SECONDS) + delta;
}

function generatorOf(secret: string, label = 'Gyeolje'): TOTP {
  // Defaults of every app; some read nothing else.
  return new TOTP({ issuer: 'Gyeolje', label, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS, secret });
}
