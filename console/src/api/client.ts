// The one place that makes requests: adds the session's CSRF token, turns every failure into a typed error, and notices
// when the session has ended. Must never know a route; openapi.ts does.
import createClient, { type Middleware } from 'openapi-fetch';
import type { paths } from './openapi';
import { NoAnswerError, ProblemError, type ProblemDocument } from './problem';
import { forgetEverything, queryClient, SESSION_KEY } from './query-client';

/** Who is signed in, and what the server wants next. */
export type Session = Answer<'/admin/session', 'get'>;

const READING_METHODS: readonly string[] = ['GET', 'HEAD'];

const middleware: Middleware = {
  onRequest({ request }) {
    const session = queryClient.getQueryData<Session | null>(SESSION_KEY);
    if (session && !READING_METHODS.includes(request.method)) request.headers.set('X-CSRF-Token', session.csrfToken);
    return request;
  },
  async onResponse({ response }) {
    // 304: what was read before is as good as an answer; whoever asks so keeps it.
    if (response.ok || response.status === 304) return;
    const problem = await readProblem(response);
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

/** Typed by openapi.json. Every call ends with the answer, a `ProblemError` or a `NoAnswerError`. */
export const api = createClient<paths>({ baseUrl: window.location.origin, credentials: 'same-origin' });
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
