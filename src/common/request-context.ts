// Carries the request id along a request or a job without passing it through every call.
// Must never carry anything that decides: who may do what is passed in the open.
import { AsyncLocalStorage } from 'node:async_hooks';

interface RequestContext {
  /** Also on the response, in the log lines, the exchanges and the events. */
  readonly requestId: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work` as part of the request with this id. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return storage.run({ requestId }, work);
}

/** The id of the request or job that is running, if one is. */
export function currentRequestId(): string | null {
  return storage.getStore()?.requestId ?? null;
}
