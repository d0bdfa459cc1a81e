// What a PAYCO simulator can be told when it starts, and how the environment says it.
// Must never touch the network or the disk.
import { readPublicUrl } from '../ground/public-url.js';

export interface PaycoSimulatorOptions {
  /** 0 takes any free port. */
  port: number;
  /** The folder of its state, or "memory" to keep nothing. */
  data: string;
  /** The address others know it by, such as `https://pay.example`: what it hands out names this one. */
  publicUrl?: string;
  /** Makes identifiers, tokens and percentages repeatable. */
  seed?: string;
  /** Milliseconds since 1970; tests move it, nobody else does. */
  now?: () => number;
  /** How long to wait before each further try of a notice that was not answered OK. */
  noticeRetriesMs?: readonly number[];
}

export function optionsFromEnvironment(environment: NodeJS.ProcessEnv): PaycoSimulatorOptions {
  const port = Number(environment.PAYCO_SIMULATOR_PORT ?? '3001');
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`PAYCO_SIMULATOR_PORT must be a port number, not "${environment.PAYCO_SIMULATOR_PORT ?? ''}"`);
  }
  const seed = environment.PAYCO_SIMULATOR_SEED;
  const publicUrl = readPublicUrl('PAYCO_SIMULATOR_PUBLIC_URL', environment.PAYCO_SIMULATOR_PUBLIC_URL);
  return {
    port,
    data: environment.PAYCO_SIMULATOR_DATA ?? '.data/simulators/payco',
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(seed === undefined || seed === '' ? {} : { seed }),
  };
}
