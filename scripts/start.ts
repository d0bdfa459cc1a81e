// `npm start`: everything on this machine, to try Gyeolje out and to develop with it. With `simulators` as its argument
// (`npm run simulators`) only those. Must never hold what a program does; that is in the programs, see programs.ts.
import { existsSync } from 'node:fs';
import { planFor, simulatorsFor } from './programs.js';
import { runPrograms } from './starter.js';
import { summary } from './summary.js';

const startedAt = Date.now();
if (existsSync('.env')) process.loadEnvFile('.env');
const plan = process.argv[2] === 'simulators' ? simulatorsFor(process.env) : planFor(process.env);
const print = (text: string): void => void process.stdout.write(text);

for (const sentence of plan.left) print(`${sentence}\n`);
process.exitCode = await runPrograms({
  programs: plan.programs,
  print,
  whenReady: (urls) => print(summary(plan, urls, (Date.now() - startedAt) / 1000)),
});
