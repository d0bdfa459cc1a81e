// The two cookies of the refund desk: the session's, and the one by which a device is known again.
// Must never set one that a script can read, or that travels with another site's request.
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { platformConfig, type PlatformConfig } from '../config/platform.config.js';
import { canBeToken } from './tokens.js';

const SESSION = 'gyeolje_session';
const DEVICE = 'gyeolje_device';
/** Half a year. */
export const DEVICE_LIFETIME_MS = 180 * 86_400_000;

@Injectable()
export class Cookies {
  readonly #isHttps: boolean;
  readonly #path: string;

  constructor(@Inject(platformConfig.KEY) platform: PlatformConfig) {
    const { protocol, pathname } = new URL(platform.publicUrl);
    this.#isHttps = protocol === 'https:';
    this.#path = `${pathname.replace(/\/$/, '')}/admin`;
  }

  /** The token in the session cookie, if there is one that can be a token. */
  sessionTokenOf(request: FastifyRequest): string | null {
    return this.#read(request, SESSION);
  }

  /** The token in the device's cookie, if there is one that can be a token. */
  deviceTokenOf(request: FastifyRequest): string | null {
    return this.#read(request, DEVICE);
  }

  /** Without Max-Age: the browser forgets it when it ends, the server sooner. */
  setSession(reply: FastifyReply, token: string): void {
    this.#set(reply, SESSION, token);
  }

  setDevice(reply: FastifyReply, token: string): void {
    this.#set(reply, DEVICE, token, `; Max-Age=${DEVICE_LIFETIME_MS / 1_000}`);
  }

  clearSession(reply: FastifyReply): void {
    this.#set(reply, SESSION, '', '; Max-Age=0');
  }

  /** Browsers take a name with this prefix only over https. */
  #nameOf(name: string): string {
    return this.#isHttps ? `__Secure-${name}` : name;
  }

  #set(reply: FastifyReply, name: string, value: string, more = ''): void {
    const secure = this.#isHttps ? '; Secure' : '';
    const cookie = `${this.#nameOf(name)}=${value}; Path=${this.#path}; HttpOnly; SameSite=Strict${secure}${more}`;
    // Fastify keeps several cookies apart.
    void reply.header('Set-Cookie', cookie);
  }

  /** Two of one name are refused: somebody may have planted one of them. */
  #read({ headers }: FastifyRequest, name: string): string | null {
    const prefix = `${this.#nameOf(name)}=`;
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const [found, ...others] = pairs.filter((pair) => pair.startsWith(prefix));
    const value = found?.slice(prefix.length);
    return others.length === 0 && canBeToken(value) ? value : null;
  }
}
