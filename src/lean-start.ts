// Keeps the memory of a starting process small: imported first, undone once it runs.
// Must never stay in force: under load a growing young generation is faster.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Loading modules makes much short-lived garbage, for which V8 would enlarge its young generation for good: 25 MB.
setFlagsFromString('--semi-space-growth-factor=1');

/** The first jobs belong to the start: they run at once, all of them, and seldom again. */
const FIRST_JOBS_MS = 10_000;

/**
 * Gives back what starting left behind, and lets V8 adapt its memory to the load again. To be called when everything has
 * started.
 */
export function endLeanStart(): void {
  // V8 collects old garbage when there is more of it: at rest that is never.
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  setFlagsFromString('--compact-on-every-full-gc');
  collectGarbage();
  setFlagsFromString('--no-compact-on-every-full-gc');
  setTimeout(() => setFlagsFromString('--semi-space-growth-factor=2'), FIRST_JOBS_MS).unref();
}
