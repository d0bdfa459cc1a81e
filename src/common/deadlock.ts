// Tells a write that PostgreSQL undid because it and another one waited for each other.
// Must never be taken for a failure of the database: nothing of the write is there, and it may be made again.

const DEADLOCK_DETECTED = '40P01';

/** @param error as the driver or TypeORM threw it */
export function isDeadlock(error: unknown): boolean {
  const { code, driverError } = (error ?? {}) as { code?: unknown; driverError?: { code?: unknown } };
  return code === DEADLOCK_DETECTED || driverError?.code === DEADLOCK_DETECTED;
}
