// Sealed secrets: AES-256-GCM under a ring of keys, so that a copy of the database alone opens nothing.
// Must never log, throw or return a secret; what it throws names the key and the purpose only.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** One key of the ring. */
export interface SealKey {
  /** Short public name, written beside each sealed value. */
  readonly name: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

/**
 * Seals with the first key of its ring and opens with any of them, so a key is rotated by putting a new one in front.
 * A sealed value is text: `v1.<key name>.<nonce>.<ciphertext and tag>`, base64url.
 */
export class Sealer {
  readonly #keys: ReadonlyMap<string, Buffer>;
  readonly #active: SealKey;

  /** @param keys the ring, the active key first; at least one, each of 32 bytes */
  constructor(keys: readonly SealKey[]) {
    const [active] = keys;
    if (!active) throw new Error('The key ring is empty.');
    this.#active = active;
    this.#keys = new Map(keys.map((key) => [key.name, key.bytes]));
  }

  /**
   * @param purpose what the secret belongs to, for example `payment:<uuid>`; it must be named again to open it, so a
   *   sealed value moved to another row does not open
   */
  seal(purpose: string, secret: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#active.bytes, nonce);
    cipher.setAAD(Buffer.from(purpose));
    const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    return ['v1', this.#active.name, nonce.toString('base64url'), body.toString('base64url')].join('.');
  }

  /**
   * A keyed hash, hexadecimal, to recognise a secret without storing it: with a plain hash, whoever has a copy of the
   * database could try out short secrets. It changes when a new key is put in front of the ring.
   *
   * @param purpose what it is for; the same secret has another fingerprint for another purpose
   */
  fingerprint(purpose: string, secret: string): string {
    return fingerprintUnder(this.#active.bytes, purpose, secret);
  }

  /** Every fingerprint that a secret may have been written down with: one for each key of the ring. */
  fingerprints(purpose: string, secret: string): string[] {
    return [...this.#keys.values()].map((bytes) => fingerprintUnder(bytes, purpose, secret));
  }

  /** @throws SealBrokenError when the key is not in the ring, or the value or purpose is not what was sealed */
  open(purpose: string, sealed: string): string {
    const [version, keyName, nonceText, bodyText] = sealed.split('.');
    const key = this.#keys.get(keyName ?? '');
    if (version !== 'v1' || !key || !nonceText || !bodyText) throw new SealBrokenError(purpose, keyName ?? '?');
    const body = Buffer.from(bodyText, 'base64url');
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonceText, 'base64url'));
      decipher.setAAD(Buffer.from(purpose));
      decipher.setAuthTag(body.subarray(-16));
      return Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()]).toString('utf8');
    } catch {
      throw new SealBrokenError(purpose, keyName ?? '?');
    }
  }
}

function fingerprintUnder(bytes: Buffer, purpose: string, secret: string): string {
  const key = hkdfSync('sha256', bytes, '', `fingerprint:${purpose}`, 32);
  return createHmac('sha256', Buffer.from(key)).update(secret).digest('hex');
}

/** A sealed value that this ring cannot open: a key is missing from SEAL_KEYS, or the value was tampered with. */
export class SealBrokenError extends Error {
  constructor(purpose: string, keyName: string) {
    super(`The sealed value of ${purpose} does not open with key "${keyName}": is that key still in SEAL_KEYS?`);
    this.name = 'SealBrokenError';
  }
}
