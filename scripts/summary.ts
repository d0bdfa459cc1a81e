// What a newcomer reads when everything is up: what is where.
// Must never be longer than a screen.
import { join } from 'node:path';
import { CONSOLE, DEVELOPMENT_API_KEY, SERVER, type Plan } from './programs.js';

/** The block a newcomer reads: what is where. */
export function summary({ programs, dataFolder }: Plan, urls: readonly string[], seconds: number): string {
  const deskHint = programs.some(({ name }) => name === CONSOLE) ? 'as it was built' : '';
  // The last program is what a newcomer looks at first.
  const rows = programs
    .map(({ name }, index) => rowsFor(name, urls[index] ?? '', deskHint))
    .reverse()
    .flat();
  const isSimulated = rows.some(([label]) => label === 'Example shop');
  if (isSimulated) {
    rows.push(
      [
        'Sign in as',
        'admin@localhost · gyeolje-local',
        'at the refund desk; approver@localhost and second-admin@localhost approve',
      ],
      ['API key', DEVELOPMENT_API_KEY, 'for "Authorization: Bearer …"'],
    );
  }
  rows.push(
    ['Data', dataFolder, 'remove it to begin anew'],
    ['Logs', join(dataFolder, 'logs'), 'one file per program'],
  );
  const width = Math.max(...rows.map(([label]) => label.length)) + 3;
  const lines = rows.map(([label, value, hint]) => `  ${label.padEnd(width)}${value.padEnd(36)} ${hint}`.trimEnd());
  return `\nGyeolje is ready after ${seconds.toFixed(1)} s.\n\n${lines.join('\n')}\n\nCtrl-C stops everything; the data stays.\n`;
}

function rowsFor(name: string, url: string, deskHint: string): [label: string, value: string, hint: string][] {
  if (name === CONSOLE) return [['Refund desk', url, 'under Vite: saved files show at once']];
  if (name === SERVER) {
    return [
      ['Refund desk', `${url}/console`, deskHint],
      ['API', url, ''],
      ['API docs', `${url}/docs`, ''],
    ];
  }
  // Its address has its password; the programs know it.
  if (name === 'the local PostgreSQL') return [];
  if (name === 'the example shop') return [['Example shop', url, 'start here: buy something']];
  return [[name.replace(/^the /, ''), `${url}/control`, 'its control page: decline, delay, drop …']];
}
