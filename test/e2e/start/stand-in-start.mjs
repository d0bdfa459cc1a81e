// @ts-check
// Stands in for scripts/start.ts: the real starter, with a table of stand-in programs given as JSON.
// Must never do more than the real one; what it prints is what a person would see.

// The compiled starter is imported by a name that the type check cannot follow: it takes the types from the source.
/** @type {unknown} */
const compiled = await import(new URL('../../../dist/scripts/starter.js', import.meta.url).href);
const { runPrograms } = /** @type {typeof import('../../../scripts/starter.js')} */ (compiled);
/** @type {unknown} */
const table = JSON.parse(process.argv[2] ?? '');

process.exitCode = await runPrograms({
  programs: /** @type {import('../../../scripts/program.js').Program[]} */ (table),
  print: (text) => void process.stdout.write(text),
  whenReady: (urls) => void process.stdout.write(`ready: ${urls.join(' ')}\n`),
});
