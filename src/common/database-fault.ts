// Tells a database that cannot work at this moment from one that refuses what it was given.
// Must never call a refusal transient: it would be tried for ever, and nobody would be told.

/**
 * Classes of SQLSTATE that say nothing about what was written: the connection (08), the state of the transaction (25: a
 * standby that takes no writes), rollbacks (40), resources (53), an object in use (55), an operator's intervention (57),
 * the system itself (58).
 */
const TRANSIENT_CLASSES: ReadonlySet<string> = new Set(['08', '25', '40', '53', '55', '57', '58']);

/** What the driver says without a code when a connection is gone or none can be had. */
const WITHOUT_CONNECTION = /^Connection terminated|^timeout exceeded when trying to connect|^Client has encountered/;

/** The driver's own error in whatever TypeORM threw. */
function driverErrorOf(error: unknown): { readonly code?: unknown; readonly message?: unknown } {
  const { driverError } = (error ?? {}) as { driverError?: object };
  return driverError ?? error ?? {};
}

/** Whether the same write may succeed once the database works again. */
export function isTransientFault(error: unknown): boolean {
  const { code, message } = driverErrorOf(error);
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return TRANSIENT_CLASSES.has(code.slice(0, 2));
  // ECONNREFUSED, ENOTFOUND, …: the network under it.
  if (typeof code === 'string' && /^E[A-Z_]+$/.test(code)) return true;
  return typeof message === 'string' && WITHOUT_CONNECTION.test(message);
}

/**
 * What the database refused, in names of our own: never the words of its message, which may quote what was written.
 *
 * @returns for example `23514 payments_paid_has_receipt`, or the name of an error that is not the database's
 */
export function nameOfFault(error: unknown): string {
  const { code, table, column, constraint } = driverErrorOf(error) as Readonly<Record<string, unknown>>;
  const names = [code, constraint ?? [table, column].filter((name) => typeof name === 'string').join('.')];
  const told = names.filter((name): name is string => typeof name === 'string' && name !== '');
  if (told.length > 0) return told.join(' ');
  return error instanceof Error ? error.name : 'unknown error';
}
