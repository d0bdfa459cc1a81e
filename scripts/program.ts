// Runs one program of the table as a child process whose output goes to a file.
// Must never leave it behind: the program ends when it is told to, when it is slow to, or when we are gone.
import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A row of the table of programs. */
export interface Program {
  /** As in "the example shop". */
  readonly name: string;
  /** Where it listens; absent for a program that chooses a free port itself. */
  readonly port?: number;
  /** The environment variable that chooses the port. */
  readonly portVariable?: string;
  /**
   * The compiled program. It sends `{ready: true, url}` when it is up, may send `{notice}` with a sentence for the person
   * at the terminal, and ends when its parent disconnects.
   */
  readonly file: string;
  /** Variables it gets besides ours. */
  readonly environment: Readonly<Record<string, string>>;
  /** The variable in which the programs after it get its address. */
  readonly urlVariable?: string;
  /** File its output goes to, begun anew at each start; absent for a program that writes to our terminal. */
  readonly log?: string | undefined;
  /** Whether it starts processes that do not end by themselves when it is killed. */
  readonly hasChildren?: boolean;
  /** Tidies up after it has ended, in whatever way. */
  readonly afterwards?: () => Promise<void>;
}

/** How long a program may take to be ready: a first start makes a database. */
const READY_MS = 120_000;
/** How long a program may take to end; the server finishes its requests. */
const STOP_MS = 45_000;

export interface StartOptions {
  /** Variables the program gets besides its own. */
  readonly environment: Readonly<Record<string, string>>;
  /** Receives the sentences the program has for the person at the terminal. */
  readonly onNotice: (sentence: string) => void;
}

/** A started program. */
export class RunningProgram {
  /** Settles when the process is gone, with how it ended, as in "exit code 1". Never rejects. */
  readonly ended: Promise<string>;
  /** Resolves with the address of the program once it is ready; never, if it ends before. */
  readonly ready: Promise<string>;
  private readonly child: ChildProcess;

  constructor(
    readonly program: Program,
    { environment, onNotice }: StartOptions,
  ) {
    const log = program.log === undefined ? 'inherit' : openLog(program.log);
    this.child = fork(program.file, [], {
      env: { ...process.env, ...environment, ...program.environment },
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', log, log, 'ipc'],
      // A session of its own: Ctrl-C in the terminal reaches only us, who stop the programs in order.
      detached: true,
    });
    if (log !== 'inherit') closeSync(log);
    this.ended = new Promise((resolve) => {
      this.child.on('error', (error) => resolve(error.message));
      this.child.on('exit', (code, signal) =>
        resolve(signal === null ? `exit code ${String(code)}` : `signal ${signal}`),
      );
    });
    this.ready = new Promise((resolve) => {
      this.child.on('message', (message) => {
        if (isReady(message)) resolve(message.url);
        if (isNotice(message)) onNotice(message.notice);
      });
    });
  }

  /** Waits for the program to be ready. @throws one sentence and its last lines when it ends or is too slow. */
  async untilReady(): Promise<string> {
    const ended = this.ended.then((how) => this.failure(`ended with ${how} before it was ready`));
    const slow = delay(READY_MS, undefined, { ref: false }).then(() => this.failure('was not ready in time'));
    const outcome = await Promise.race([this.ready, ended, slow]);
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  /** Lets the program end by itself, which `hurry` or a long wait cuts short; then tidies up. */
  async stop(hurry: Promise<unknown>): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    const patience = Promise.race([hurry, delay(STOP_MS, undefined, { ref: false })]);
    await Promise.race([this.ended, patience.then(() => this.child.kill('SIGKILL'))]);
    await this.ended;
    if (this.program.hasChildren === true) this.killGroup();
    await this.program.afterwards?.();
  }

  /** What happened to the program, with the end of its log. */
  failure(what: string): Error {
    const { log, name } = this.program;
    const sentence = `${name.replace(/^./, (letter) => letter.toUpperCase())} ${what}.`;
    if (log === undefined) return new Error(sentence);
    const lines = readFileSync(log, 'utf8').trim().split('\n').slice(-20);
    return new Error(`${sentence} The end of ${log}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
  }

  /** Ends what the program left behind: being detached, it led a process group of its own. */
  private killGroup(): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, 'SIGKILL');
    } catch (error) {
      // Nothing was left.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

function openLog(file: string): number {
  mkdirSync(dirname(file), { recursive: true });
  return openSync(file, 'w');
}

function isReady(message: unknown): message is { ready: true; url: string } {
  const said = (message ?? {}) as { ready?: unknown; url?: unknown };
  return said.ready === true && typeof said.url === 'string';
}

function isNotice(message: unknown): message is { notice: string } {
  return typeof ((message ?? {}) as { notice?: unknown }).notice === 'string';
}
