// Sends one POST to a provider, with one deadline for everything, and says how sure we are that it arrived.
// Must never follow a redirect, repeat a request or decide what an answer means.
import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Injectable } from '@nestjs/common';
import { HttpService } from '@nestjs/axios';
import { AxiosError } from 'axios';
import { firstValueFrom } from 'rxjs';
import { Deadline } from './deadline.js';

/** How a POST ended. */
export type PostOutcome =
  /** A complete answer with status 200. */
  | { readonly is: 'answered'; readonly status: number; readonly text: string }
  /** It surely never reached them. */
  | { readonly is: 'unsent'; readonly cause: Error }
  /** It may have reached them: no answer, a broken one, or a status other than 200. */
  | { readonly is: 'unknown'; readonly cause: Error; readonly status: number | null };

/** What to send. */
export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** From the start of connecting to the last byte of the answer. */
  readonly deadlineMs: number;
}

const MOST_ANSWER_BYTES = 1_048_576;

/** Errors that happen before a single byte of the request can have left. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

@Injectable()
export class Outbound {
  readonly #agents = {
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 64 }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 64 }),
  };

  constructor(private readonly http: HttpService) {}

  async post(request: PostRequest): Promise<PostOutcome> {
    const deadline = new Deadline(request.deadlineMs);
    try {
      const answer = firstValueFrom(
        this.http.post<string>(request.url, request.body, {
          ...this.#agents,
          headers: request.headers,
          signal: deadline.signal,
          responseType: 'text',
          transformResponse: (text: string) => text,
          maxContentLength: MOST_ANSWER_BYTES,
          maxRedirects: 0,
          // A proxy from the environment would be configuration that nobody injected.
          proxy: false,
          validateStatus: () => true,
        }),
      );
      const response = await deadline.within(answer);
      // Whatever its connection speaks now, the next call must not go over it.
      if (response.status < 200) (response.request as ClientRequest).socket?.destroy();
      if (response.status === 200) return { is: 'answered', status: 200, text: response.data };
      return { is: 'unknown', cause: new Error(`HTTP status ${response.status}`), status: response.status };
    } catch (error) {
      if (deadline.isOver) {
        return { is: 'unknown', cause: new Error(`no answer within ${request.deadlineMs} ms`), status: null };
      }
      return failureOf(error);
    } finally {
      deadline.end();
    }
  }

  /** Closes idle connections when the application stops. */
  onApplicationShutdown(): void {
    this.#agents.httpAgent.destroy();
    this.#agents.httpsAgent.destroy();
  }
}

function failureOf(error: unknown): PostOutcome {
  if (!(error instanceof AxiosError)) {
    return { is: 'unknown', cause: error instanceof Error ? error : new Error(String(error)), status: null };
  }
  const code = error.code ?? 'unknown error';
  // An Axios error holds the whole request, secrets included: only its code goes on.
  const cause = new Error(`connection failed: ${code}`);
  return NEVER_SENT.has(code) ? { is: 'unsent', cause } : { is: 'unknown', cause, status: null };
}
