// The background jobs of events, by name, with what each is told.
// Must never do anything; the services run them.

/** Sends what waits for one endpoint of one subject; the database enqueues it with the event (migration 0009). */
export const DELIVER_EVENTS = 'deliver_events';
/** Gives a job to whatever waits and has none. */
export const WATCH_DELIVERIES = 'watch_deliveries';
/** Forgets old deliveries and attempts. */
export const FORGET_DELIVERIES = 'forget_deliveries';

/** Whom to send to, and whose events. */
export interface DeliverEvents {
  readonly endpointId: string;
  readonly subjectId: string;
}

/** @throws Error when the job says neither */
export function readDeliverEvents(payload: unknown): DeliverEvents {
  const { endpointId, subjectId } = (payload ?? {}) as Partial<Record<keyof DeliverEvents, unknown>>;
  if (typeof endpointId === 'string' && typeof subjectId === 'string') return { endpointId, subjectId };
  throw new Error('The job has no endpointId or no subjectId.');
}
