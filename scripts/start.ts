// `npm start`: everything on this machine, to try Gyeolje out. With `dev` as its argument (`npm run dev`) the server and the
// console follow the sources; with `simulators` (`npm run simulators`) only those. Must never hold what a program does;
// that is in the programs, see programs.ts.
import { existsSync } from 'node:fs';
import { devPlanFor } from './dev/plan.js';
import { planFor, simulatorsFor, type Plan } from './programs.js';
import { runPrograms } from './starter.js';
import { summary } from './summary.js';

const startedAt = Date.now();
if (existsSync('.env')) process.loadEnvFile('.env');
const plan = choosePlan(process.argv[2]);
const print = (text: string): void => void process.stdout.write(text);

for (const sentence of plan.left) print(`${sentence}\n`);
process.exitCode = await runPrograms({
  programs: plan.programs,
  print,
  whenReady: (urls) => print(summary(plan, urls, (Date.now() - startedAt) / 1000)),
});

function choosePlan(argument: string | undefined): Plan {
  if (argument === 'simulators') return simulatorsFor(process.env);
  return argument === 'dev' ? devPlanFor(process.env) : planFor(process.env);
}
