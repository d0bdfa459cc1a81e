// A browser at the refund desk: keeps cookies as a browser does, and sends the token of its session with writes.
// Must never know more than a browser: what the cookies hold is the server's business.
import { randomUUID } from 'node:crypto';
import { TOTP } from 'otpauth';

/** An answer of the desk. */
export interface DeskAnswer<T> {
  readonly status: number;
  /** `{}` when there is none. */
  readonly body: T;
  readonly headers: Headers;
}

/** A problem+json answer. */
export interface DeskProblem {
  readonly code: string;
  readonly detail?: string;
  readonly retryAfterSeconds?: number;
  readonly resourceId?: string;
}

interface CallOptions {
  /** Sent as they are; one that is `null` is left out. */
  readonly headers?: Readonly<Record<string, string | null>>;
}

export const LOCAL_ADMINISTRATOR = { email: 'admin@localhost', password: 'gyeolje-local' } as const;
export const SECOND_LOCAL_ADMINISTRATOR = { email: 'second-admin@localhost', password: 'gyeolje-local' } as const;
export const LOCAL_APPROVER = { email: 'approver@localhost', password: 'gyeolje-local' } as const;

export class DeskVisitor {
  readonly cookies = new Map<string, string>();
  csrfToken: string | null = null;

  readonly #origin: string;
  readonly #address: string | null;

  /**
   * @param url where the server is
   * @param origin of our own pages, when browsers know the server by another name
   * @param address that a trusted proxy says the browser has
   */
  constructor(
    readonly url: string,
    { origin = new URL(url).origin, address = null }: { origin?: string; address?: string | null } = {},
  ) {
    this.#origin = origin;
    this.#address = address;
  }

  /** Any call; a write carries the token of the session if this visitor knows one. */
  async call<T = DeskProblem>(
    method: string,
    path: string,
    body?: unknown,
    { headers = {} }: CallOptions = {},
  ): Promise<DeskAnswer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...this.headersOf(method, headers),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    this.#keep(response.headers.getSetCookie());
    const text = await response.text();
    return { status: response.status, body: JSON.parse(text || '{}') as T, headers: response.headers };
  }

  /** What the browser sends with a request: cookies, where it comes from, and for a write the token of the session and a key. */
  headersOf(method: string, changed: CallOptions['headers'] = {}): Record<string, string> {
    const isWrite = method !== 'GET' && method !== 'HEAD';
    const all: Record<string, string | null> = {
      cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ') || null,
      origin: isWrite ? this.#origin : null,
      'x-forwarded-for': this.#address,
      'x-csrf-token': isWrite ? this.csrfToken : null,
      // Of its own, unless one is given.
      'idempotency-key': isWrite ? randomUUID() : null,
      ...changed,
    };
    return Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null));
  }

  /** Gives e-mail and password, and learns the token of the session. */
  async signIn({ email, password }: { readonly email: string; readonly password: string }): Promise<string> {
    const { status, body } = await this.call<{ next: string }>('POST', '/admin/sign-in', { email, password });
    if (status !== 200) throw new Error(`The sign-in of ${email} was answered ${status} ${JSON.stringify(body)}`);
    await this.learnToken();
    return body.next;
  }

  /** Gives the second factor, and learns the token of the new session. */
  async giveSecondFactor(given: { readonly code: string } | { readonly recoveryCode: string }): Promise<void> {
    const { status, body } = await this.call('POST', '/admin/sign-in/second-factor', given);
    if (status !== 200) throw new Error(`The second factor was answered ${status} ${JSON.stringify(body)}`);
    await this.learnToken();
  }

  /** Reads the token of the session, as the console does when it starts. */
  async learnToken(): Promise<void> {
    const { body } = await this.call<{ csrfToken?: string }>('GET', '/admin/session');
    this.csrfToken = body.csrfToken ?? null;
  }

  #keep(setCookies: readonly string[]): void {
    for (const setCookie of setCookies) {
      const [pair = '', ...attributes] = setCookie.split('; ');
      const [name = '', value = ''] = pair.split('=');
      if (attributes.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

/** The code that an authenticator app shows. */
export function codeOf(secret: string, at: Date = new Date()): string {
  return new TOTP({ secret }).generate({ timestamp: at.getTime() });
}
