// Writes what became of every cell into docs/proofs.md, between two marks of its own.
// Must never write a word that no run said, nor touch a word outside the marks.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { CellResult } from './matrix.js';
import type { CrashPath } from './path.js';
import { FAULTS, KILL_POINTS } from './points.js';

const PAGE = fileURLToPath(new URL('../../../docs/proofs.md', import.meta.url));
const BEGIN = '<!-- crash-matrix:begin -->';
const END = '<!-- crash-matrix:end -->';

export async function writeTable(
  paths: readonly CrashPath[],
  results: readonly CellResult[],
  seed: number,
): Promise<void> {
  const page = await readFile(PAGE, 'utf8').catch(() => `# Proofs\n\n## crash-matrix\n\n${BEGIN}\n${END}\n`);
  await writeFile(PAGE, withTable(page, tableOf(paths, results, seed)));
}

/** The page with the table between the marks; a page without marks gets them at its end. */
function withTable(page: string, table: string): string {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)];
  const block = `${BEGIN}\n\n${table}\n\n${END}`;
  if (begin === -1 || end < begin) return `${page.trimEnd()}\n\n## crash-matrix\n\n${block}\n`;
  return `${page.slice(0, begin)}${block}${page.slice(end + END.length)}`;
}

function tableOf(paths: readonly CrashPath[], results: readonly CellResult[], seed: number): string {
  const bad = results.filter(({ story }) => story !== null).length;
  const wanted = paths.length * KILL_POINTS.length * FAULTS.length;
  return [
    `${results.length} of ${wanted} cells, each from a run: ${paths.length} ways, ${KILL_POINTS.length} kill points, ${FAULTS.length} behaviours of the provider; ` +
      `${bad} violations. Repeat it with \`PROOF_SEED=${seed}\`.`,
    [
      '| kill point | what is true at that moment |',
      '|---|---|',
      ...KILL_POINTS.map(({ name, means }) => `| ${name} | ${means} |`),
    ].join('\n'),
    ...paths.map((path) =>
      sectionOf(
        path,
        results.filter(({ cell }) => cell.path === path.name),
      ),
    ),
  ].join('\n\n');
}

function sectionOf(path: CrashPath, results: readonly CellResult[]): string {
  const cellAt = (point: string, fault: string) =>
    results.find(({ cell }) => cell.point.name === point && cell.fault.name === fault);
  return [
    `### ${path.name}\n\nHere ${path.means}.\n`,
    `| killed at | ${FAULTS.map(({ name }) => name).join(' | ')} |`,
    `|---|${FAULTS.map(() => '---').join('|')}|`,
    ...KILL_POINTS.map(
      ({ name }) => `| ${name} | ${FAULTS.map((fault) => shown(cellAt(name, fault.name))).join(' | ')} |`,
    ),
  ].join('\n');
}

/** How it stood, each time that it was looked at, unless nothing had changed. */
function shown(result: CellResult | undefined): string {
  if (!result) return 'not run';
  const [found = '', again = found, ...requests] = result.words;
  const anew = requests.at(-1);
  const changes = [again === found ? '' : ` ↻ ${again}`, anew === undefined || anew === again ? '' : ` + ${anew}`];
  return `${result.story === null ? '' : '✗ '}${found}${changes.join('')}`;
}
