// Where a command writes, and where it reads secrets from.
// Must never show a secret while it is typed.
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';

/** The standard streams, as a command sees them. */
export interface Terminal {
  /** Writes a line of the answer. */
  say(line: string): void;
  /**
   * Asks somebody who sits there for one line, which is shown while it is typed.
   *
   * @returns `null` when nobody sits there
   */
  ask(question: string): Promise<string | null>;
  /**
   * Reads a secret: all of the standard input, or one line that is typed and not shown.
   *
   * @param question shown when somebody sits there
   */
  readSecret(question: string): Promise<string>;
}

/** The terminal of this process. */
export const processTerminal: Terminal = {
  say: (line) => void process.stdout.write(`${line}\n`),
  ask: (question) => (process.stdin.isTTY ? askOpenly(question) : Promise.resolve(null)),
  readSecret: (question) => (process.stdin.isTTY ? askSecretly(question) : text(process.stdin)),
};

async function askOpenly(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await lines.question(`${question}: `);
  } finally {
    lines.close();
  }
}

async function askSecretly(question: string): Promise<string> {
  process.stderr.write(`${question}: `);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  try {
    return await lines.question('');
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
