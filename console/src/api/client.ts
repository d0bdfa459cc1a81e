// The one place that makes requests: adds the session's CSRF token and each wish's Idempotency-Key, turns every failure into
// a typed error, and notices when the session has ended. Must never know a route; openapi.ts does.
import createClient, { type Middleware } from 'openapi-fetch';
import { IdempotencyKeys } from './idempotency-keys';
import type { paths } from './openapi';
import { NoAnswerError, ProblemError, type ProblemDocument } from './problem';
import { forgetEverything, queryClient, SESSION_KEY } from './query-client';

/** Who is signed in, and what the server wants next. */
export type Session = Answer<'/admin/session', 'get'>;

const READING_METHODS: readonly string[] = ['GET', 'HEAD'];

/** What carries passwords and codes works once by itself, and what only reads changes nothing: neither takes a key. */
const WITHOUT_KEY =
  /^\/admin\/(sign-|sessions|password|second-factor|recovery-codes|invitations\/)|\/(searches|exports|unmasked-exports|unmaskings|refund-previews|external-cancellation-previews)$/;
const KEY_HEADER = 'Idempotency-Key';
const keys = new IdempotencyKeys();

const middleware: Middleware = {
  async onRequest({ request, schemaPath }) {
    if (READING_METHODS.includes(request.method)) return request;
    const session = queryClient.getQueryData<Session | null>(SESSION_KEY);
    if (session) request.headers.set('X-CSRF-Token', session.csrfToken);
    if (!WITHOUT_KEY.test(schemaPath)) {
      const wish = [request.method, request.url, await request.clone().text()].join('\n');
      request.headers.set(KEY_HEADER, keys.keyFor(wish));
    }
    return request;
  },
  async onResponse({ request, response }) {
    // 304: what was read before is as good as an answer; whoever asks so keeps it.
    const problem = response.ok || response.status === 304 ? null : await readProblem(response);
    // The server has answered, so the same wish again is another one, unless it is still at work on this one.
    if (problem?.code !== 'idempotency_key_running') keys.forget(request.headers.get(KEY_HEADER) ?? '');
    if (!problem) return;
    if (problem.code === 'not_signed_in') forgetEverything();
    throw new ProblemError(problem);
  },
  onError: ({ error }) => new NoAnswerError({ cause: error }),
};

async function readProblem(response: Response): Promise<ProblemDocument> {
  try {
    if (response.headers.get('Content-Type')?.startsWith('application/problem+json')) {
      return (await response.json()) as ProblemDocument;
    }
  } catch (error) {
    throw new NoAnswerError({ cause: error });
  }
  // Something between us and the server answered, such as a proxy.
  throw new NoAnswerError();
}

/** The routes as callers see them: the key is added here, so nobody else gives one. */
type Keyed<Operation> = Operation extends { parameters: { header: { 'Idempotency-Key': string } } }
  ? Omit<Operation, 'parameters'> & { parameters: Omit<Operation['parameters'], 'header'> & { header?: never } }
  : Operation;
type Routes = { [Path in keyof paths]: { [Method in keyof paths[Path]]: Keyed<paths[Path][Method]> } };

/** Typed by openapi.json. Every call ends with the answer, a `ProblemError` or a `NoAnswerError`. */
export const api = createClient<Routes>({ baseUrl: window.location.origin, credentials: 'same-origin' });
api.use(middleware);

/** The answer of a call that has one. */
export async function answerOf<T>(call: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  const { data } = await call;
  if (data === undefined || data === null) throw new NoAnswerError();
  return data;
}

type BodyOf<Response> = Response extends { content: { 'application/json': infer Body } } ? Body : never;
type SuccessOf<Operation> = Operation extends { responses: infer Responses }
  ? { [Status in Extract<keyof Responses, 200 | 201>]: BodyOf<Responses[Status]> }[Extract<keyof Responses, 200 | 201>]
  : never;

/** What a route answers when all goes well: `Answer<'/admin/sessions', 'get'>`. */
export type Answer<Path extends keyof paths, Method extends keyof paths[Path]> = SuccessOf<paths[Path][Method]>;
