// The table of programs `npm start` brings up. A new simulator is one more row.
// Must never start anything itself.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { databaseChoice, dataFolderOf, localPostgresFolder, type Environment } from './database-choice.js';
import { stopAbandonedLocalPostgres } from './local-postgres/index.js';
import type { WantedPort } from './ports.js';
import type { Program } from './program.js';

/** The public key of simulator mode; it opens nothing anywhere else. */
export const DEVELOPMENT_API_KEY = 'gy_test_local_development_key';

/** Names by which others find a program in the table. */
export const SERVER = 'the server';
export const CONSOLE = 'the console';

type ListeningProgram = Program & WantedPort;

/** What `npm start` is going to do. */
export interface Plan {
  /** In the order they start. */
  readonly programs: readonly Program[];
  /** Sentences about what is not started, and why. */
  readonly left: readonly string[];
  /** Where everything that is kept lies. */
  readonly dataFolder: string;
}

interface Simulator {
  readonly name: string;
  readonly folder: string;
  readonly defaultPort: number;
  readonly portVariable: string;
  readonly dataVariable: string;
  /** The provider's mode. */
  readonly modeVariable: string;
  /** What tells the simulator where the server takes notices, and at which path; absent: each payment tells it. */
  readonly notices?: { readonly variable: string; readonly path: string };
}

const SIMULATORS: readonly Simulator[] = [
  {
    name: 'the PAYCO simulator',
    folder: 'payco',
    defaultPort: 3001,
    portVariable: 'PAYCO_SIMULATOR_PORT',
    dataVariable: 'PAYCO_SIMULATOR_DATA',
    modeVariable: 'PAYCO_MODE',
  },
  {
    name: 'the Payple simulator',
    folder: 'payple',
    defaultPort: 3002,
    portVariable: 'PAYPLE_SIMULATOR_PORT',
    dataVariable: 'PAYPLE_SIMULATOR_DATA',
    modeVariable: 'PAYPLE_MODE',
    notices: { variable: 'PAYPLE_SIMULATOR_NOTICE_URL', path: '/v1/payple/notices' },
  },
];

/** Reads the environment: modes decide what is started, ports and data folders where. */
export function planFor(environment: Environment): Plan {
  const read = (name: string, fallback: string): string => environment[name]?.trim() || fallback;
  const dataFolder = dataFolderOf(environment);
  const mode = read('GYEOLJE_MODE', 'simulator');
  const isSimulated = (simulator: Simulator): boolean => read(simulator.modeVariable, mode) === 'simulator';
  const port = (name: string, fallback: number): number => Number(read(name, String(fallback)));
  const serverPort = port('PORT', 3000);
  const simulators = SIMULATORS.filter(isSimulated).map((simulator) => {
    const program = simulatorProgram(simulator, port(simulator.portVariable, simulator.defaultPort), dataFolder, read);
    return { ...program, environment: { ...program.environment, ...noticesTo(serverPort, simulator, read) } };
  });
  // The hosted pages name whom the buyer deals with: here the example shop.
  const names = mode === 'simulator' ? { SHOP_NAME: read('SHOP_NAME', '느린책방') } : {};
  const server = serverProgram(serverPort, dataFolder, names);
  const shop = shopProgram(port('SHOP_PORT', 3010), dataFolder, server.port);
  const left = SIMULATORS.filter((simulator) => !isSimulated(simulator)).map(
    ({ name, modeVariable }) => `Not started: ${name}, because ${modeVariable} or GYEOLJE_MODE is not simulator.`,
  );
  const database = databaseChoice(environment);
  if (database === 'none') {
    left.push('Not started: the local PostgreSQL, because it is not for production. Set DATABASE_URL.');
  }
  if (mode !== 'simulator') left.push('Not started: the example shop, because GYEOLJE_MODE is not simulator.');
  const programs = [
    ...(database === 'local' ? [localPostgresProgram(environment)] : []),
    ...simulators,
    server,
    ...(mode === 'simulator' ? [shop] : []),
  ];
  return { programs, left, dataFolder };
}

/** Only the simulators, for whoever develops a client of their own against them. */
export function simulatorsFor(environment: Environment): Plan {
  const read = (name: string, fallback: string): string => environment[name]?.trim() || fallback;
  const dataFolder = dataFolderOf(environment);
  const programs = SIMULATORS.map((simulator) =>
    simulatorProgram(simulator, Number(read(simulator.portVariable, String(simulator.defaultPort))), dataFolder, read),
  );
  return { programs, left: [], dataFolder };
}

function localPostgresProgram(environment: Environment): Program {
  const folder = localPostgresFolder(environment);
  return {
    name: 'the local PostgreSQL',
    file: compiled('scripts/local-postgres/main.js'),
    environment: { LOCAL_POSTGRES_FOLDER: folder },
    urlVariable: 'DATABASE_URL',
    log: join(dataFolderOf(environment), 'logs', 'local-postgres.log'),
    // A program that was killed leaves its PostgreSQL running.
    afterwards: () => stopAbandonedLocalPostgres(folder),
  };
}

function simulatorProgram(
  simulator: Simulator,
  port: number,
  dataFolder: string,
  read: (name: string, fallback: string) => string,
): ListeningProgram {
  const data = read(simulator.dataVariable, join(dataFolder, 'simulators', simulator.folder));
  return {
    name: simulator.name,
    file: compiled(`simulators/${simulator.folder}/main.js`),
    port,
    portVariable: simulator.portVariable,
    environment: { [simulator.portVariable]: String(port), [simulator.dataVariable]: data },
    log: join(dataFolder, 'logs', `${simulator.folder}-simulator.log`),
  };
}

/** Where a simulator tells the server of what happened, unless the environment says so. */
function noticesTo(
  serverPort: number,
  { notices }: Simulator,
  read: (name: string, fallback: string) => string,
): Record<string, string> {
  if (!notices) return {};
  return { [notices.variable]: read(notices.variable, `http://127.0.0.1:${serverPort}${notices.path}`) };
}

function serverProgram(port: number, dataFolder: string, settings: Readonly<Record<string, string>>): ListeningProgram {
  return {
    name: SERVER,
    file: compiled('src/main.js'),
    port,
    portVariable: 'PORT',
    environment: { ...settings, PORT: String(port) },
    log: join(dataFolder, 'logs', 'server.log'),
  };
}

function shopProgram(port: number, dataFolder: string, serverPort: number): ListeningProgram {
  const environment = {
    SHOP_PORT: String(port),
    SHOP_DATA: join(dataFolder, 'shop'),
    GYEOLJE_URL: `http://127.0.0.1:${serverPort}`,
    GYEOLJE_API_KEY: DEVELOPMENT_API_KEY,
  };
  return {
    name: 'the example shop',
    file: compiled('examples/shop/main.js'),
    port,
    portVariable: 'SHOP_PORT',
    environment,
    log: join(dataFolder, 'logs', 'shop.log'),
  };
}

/** A path inside dist/, where this file lies in dist/scripts/ when it runs. */
function compiled(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
