// The table of programs `npm run dev` brings up: that of `npm start`, with the server under `nest start --watch` and the
// console under Vite.
import { fileURLToPath } from 'node:url';
import type { Environment } from '../database-choice.js';
import { CONSOLE, planFor, SERVER, type Plan } from '../programs.js';
import type { Program } from '../program.js';

/** Reads the environment like `planFor`, and CONSOLE_PORT. */
export function devPlanFor(environment: Environment): Plan {
  const plan = planFor(environment);
  const port = Number(environment['CONSOLE_PORT']?.trim() || '3005');
  const programs = plan.programs.flatMap((program) =>
    program.name === SERVER ? [watchedServer(program), consoleUnderVite(port, program)] : [program],
  );
  return { ...plan, programs };
}

/** What the compiler and the server write is for the person at the terminal. */
function watchedServer(server: Program): Program {
  return { ...server, file: compiled('server.js'), log: undefined, hasChildren: true };
}

function consoleUnderVite(port: number, server: Program): Program {
  return {
    name: CONSOLE,
    file: compiled('console.js'),
    port,
    portVariable: 'CONSOLE_PORT',
    environment: { CONSOLE_PORT: String(port), CONSOLE_SERVER: `http://127.0.0.1:${String(server.port)}` },
  };
}

/** A path beside this file, which lies in dist/scripts/dev/ when it runs. */
function compiled(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
