// A terminal at which somebody sits who has made up their mind: what they type is given, what they read is kept.
// Must never do more than a terminal.
import type { Terminal } from '../../src/cli/terminal.js';

export interface ScriptedTerminal extends Terminal {
  /** What was written, line by line. */
  readonly lines: string[];
}

/**
 * @param secret what is typed when a secret is asked for
 * @param answers what is typed when something else is asked for, by the question; `null` when nobody sits there
 */
export function scriptedTerminal(secret = '', answers: Readonly<Record<string, string>> | null = {}): ScriptedTerminal {
  const lines: string[] = [];
  return {
    lines,
    say: (line) => void lines.push(line),
    ask: (question) => Promise.resolve(answers && (answers[question] ?? '')),
    readSecret: () => Promise.resolve(secret),
  };
}
