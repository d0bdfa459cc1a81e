// The places where the house leaves words behind: its answers and its database.
// Must never leave one out because it is surely harmless.
import type { Place } from '../../support/canaries.js';
import { readColumns } from '../../golden/database-scan.js';

/** An answer of the house: status line, headers and body in one text. */
export type AnswerRecord = Place;

export interface AnswerRecording {
  readonly answers: readonly AnswerRecord[];
  /** Gives back the plain `fetch`. */
  stop(): void;
}

/** Writes down everything the house at this address answers to whoever in this process calls it, simulators included. */
export function recordAnswers(houseUrl: string): AnswerRecording {
  const answers: AnswerRecord[] = [];
  const plain = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const response = await plain(input, init);
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.origin === new URL(houseUrl).origin) {
      const head = [...response.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
      const name = `${init?.method ?? 'GET'} ${url.pathname} ${response.status}`;
      answers.push({ name, text: `${head}\n\n${await response.clone().text()}` });
    }
    return response;
  };
  return { answers, stop: () => (globalThis.fetch = plain) };
}

/** Every column of every table. */
export async function columnsOf(databaseUrl: string): Promise<Place[]> {
  return [...(await readColumns(databaseUrl))].map(([column, text]) => ({ name: `the column ${column}`, text }));
}
