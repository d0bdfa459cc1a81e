// What can go wrong with a request: a problem that the server describes, or no answer at all.
// Must never hold sentences for people; src/texts has them, by code.
import type { components } from './openapi';

export type ProblemDocument = components['schemas']['Problem'];
/** The stable name of an error of the server. */
export type ProblemCode = ProblemDocument['code'];

/** The server said no. */
export class ProblemError extends Error {
  constructor(readonly problem: ProblemDocument) {
    super(problem.code);
    this.name = 'ProblemError';
  }
}

/** There was no answer, or none that can be read: what was asked for may have happened. */
export class NoAnswerError extends Error {
  constructor(options?: ErrorOptions) {
    super('The server did not answer.', options);
    this.name = 'NoAnswerError';
  }
}

/** Whether an error is the server's problem with this code. */
export function isProblem(error: unknown, code: ProblemCode): boolean {
  return error instanceof ProblemError && error.problem.code === code;
}
