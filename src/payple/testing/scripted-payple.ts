// A server that answers like Payple, call by call as a test tells it, and remembers what it was asked.
// Must never be imported by the platform itself, nor know more of Payple than a test says.
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived. */
export interface AskedPayple {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What to answer: a document, a text as it is, a status, a dropped connection, or silence. */
export type ScriptedAnswer =
  | { readonly json: Readonly<Record<string, unknown>> }
  | { readonly text: string }
  | { readonly status: number; readonly location?: string }
  | 'drop'
  | 'silence';

type Answerer = (asked: AskedPayple) => ScriptedAnswer;

export const AUTH = '/php/auth.php';
/** Where the handshakes of the script lead to. */
export const WORK = '/work';

export class ScriptedPayple {
  readonly asked: AskedPayple[] = [];
  /** Answers to handshakes; the last one stays. */
  handshake: Answerer = () => ({ json: this.tokens() });
  /** Answers to everything else, one by one. */
  readonly works: (ScriptedAnswer | Answerer)[] = [];

  /** The answer when no other is left. */
  otherwise: ScriptedAnswer | Answerer = { status: 404 };

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<ScriptedPayple> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const payple = new ScriptedPayple(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      request.on('end', () => {
        const body = JSON.parse(text) as Record<string, unknown>;
        payple.#answer({ path: request.url ?? '', headers: request.headers, body }, response);
      });
    });
    return payple;
  }

  /** What a handshake gives, with another address of the work if told. */
  tokens(address = `${this.url}${WORK}`): Record<string, string> {
    return {
      result: 'success',
      result_msg: '사용자 인증완료',
      cst_id: 'TOKEN-ID',
      custKey: 'TOKEN-KEY',
      AuthKey: 'a'.repeat(64),
      return_url: address,
    };
  }

  /** The paths that were called, in order. */
  get paths(): string[] {
    return this.asked.map(({ path }) => path);
  }

  /** Forgets everything. */
  reset(): void {
    this.asked.length = 0;
    this.works.length = 0;
    this.handshake = () => ({ json: this.tokens() });
    this.otherwise = { status: 404 };
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  #answer(asked: AskedPayple, response: ServerResponse): void {
    this.asked.push(asked);
    const next = asked.path === AUTH ? this.handshake : (this.works.shift() ?? this.otherwise);
    const answer = typeof next === 'function' ? next(asked) : next;
    if (answer === 'silence') return;
    if (answer === 'drop') {
      response.destroy();
      return;
    }
    if ('status' in answer) {
      response.writeHead(answer.status, answer.location === undefined ? {} : { location: answer.location }).end();
      return;
    }
    const text = 'json' in answer ? JSON.stringify(answer.json) : answer.text;
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  }
}
