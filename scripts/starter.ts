// Brings up a table of programs in order, watches over them, and takes them down in the opposite order.
// Must never leave one running when it returns.
import { existsSync } from 'node:fs';
import { portFaults, type WantedPort } from './ports.js';
import { RunningProgram, type Program } from './program.js';

export interface Starter {
  readonly programs: readonly Program[];
  /** Shows text to the person who started us. */
  print(text: string): void;
  /** Called once, when everything is up; `urls` are in the order of the programs. */
  whenReady(urls: readonly string[]): void;
}

/** A terminal and npm may both pass on one Ctrl-C; only a later one is a second. */
const SAME_KEYSTROKE_MS = 500;
const PARENT_POLL_MS = 250;

/** Runs the programs until one ends or we are asked to stop. Returns the exit code: 0 asked to, 1 otherwise. */
export async function runPrograms(starter: Starter): Promise<0 | 1> {
  const faults = [...missingFiles(starter.programs), ...(await portFaults(wantedPorts(starter.programs)))];
  for (const fault of faults) starter.print(`${fault}\n`);
  if (faults.length > 0) return 1;

  starter.print(`Starting ${starter.programs.map(({ name }) => name).join(', ')} …\n`);
  const requests = listenForStop(() => starter.print('Stopping at once …\n'));
  const ending = new AbortController();
  const running: RunningProgram[] = [];
  try {
    await Promise.race([requests.stop, watchOver(starter, running, ending.signal)]);
    starter.print('\nStopping … (Ctrl-C again: at once)\n');
    return 0;
  } catch (error) {
    starter.print(`\n${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    ending.abort();
    for (const program of running.reverse()) await program.stop(requests.hurry);
    requests.forget();
  }
}

/** Starts one after the other, none any more once `ending`; goes on until a program ends, which is thrown. */
async function watchOver(starter: Starter, running: RunningProgram[], ending: AbortSignal): Promise<never> {
  const urls: string[] = [];
  const deaths: Promise<Error>[] = [];
  const environment: Record<string, string> = {};
  const onNotice = (sentence: string): void => starter.print(`${sentence}\n`);
  for (const program of starter.programs) {
    ending.throwIfAborted();
    const started = new RunningProgram(program, { environment: { ...environment }, onNotice });
    running.push(started);
    const url = await Promise.race([started.untilReady(), ...deaths]);
    if (url instanceof Error) throw url;
    urls.push(url);
    if (program.urlVariable !== undefined) environment[program.urlVariable] = url;
    deaths.push(started.ended.then((how) => started.failure(`ended unexpectedly with ${how}`)));
  }
  starter.whenReady(urls);
  throw await Promise.race(deaths);
}

function wantedPorts(programs: readonly Program[]): WantedPort[] {
  return programs.flatMap(({ name, port, portVariable }) =>
    port === undefined || portVariable === undefined ? [] : [{ name, port, portVariable }],
  );
}

function missingFiles(programs: readonly Program[]): string[] {
  const missing = programs.filter(({ file }) => !existsSync(file));
  return missing.map(({ name, file }) => `The program of ${name} is missing: ${file}. Run "npm run build".`);
}

/** The first SIGINT or SIGTERM asks to stop, a second one to hurry. */
function listenForStop(onHurry: () => void): { stop: Promise<void>; hurry: Promise<void>; forget: () => void } {
  const [stop, hurry] = [signalled(), signalled()];
  let firstAt: number | undefined;
  let isHurried = false;
  const onSignal = (): void => {
    firstAt ??= Date.now();
    stop.resolve();
    if (isHurried || Date.now() - firstAt < SAME_KEYSTROKE_MS) return;
    isHurried = true;
    onHurry();
    hurry.resolve();
  };
  const watch = watchNpm(stop.resolve);
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  const forget = (): void => {
    clearInterval(watch);
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  };
  return { stop: stop.promise, hurry: hurry.promise, forget };
}

/** Under npm a shell is our parent, and a SIGTERM to npm ends that shell without reaching us. */
function watchNpm(onParentGone: () => void): NodeJS.Timeout | undefined {
  const parent = process.ppid;
  if (process.env['npm_lifecycle_event'] === undefined) return undefined;
  return setInterval(() => {
    if (process.ppid !== parent) onParentGone();
  }, PARENT_POLL_MS).unref();
}

function signalled(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve: () => resolve() };
}
