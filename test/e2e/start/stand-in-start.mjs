// Stands in for scripts/start.ts: the real starter, with a table of stand-in programs given as JSON.
// Must never do more than the real one; what it prints is what a person would see.
import { runPrograms } from '../../../dist/scripts/starter.js';

process.exitCode = await runPrograms({
  programs: JSON.parse(process.argv[2]),
  print: (text) => process.stdout.write(text),
  whenReady: (urls) => process.stdout.write(`ready: ${urls.join(' ')}\n`),
});
