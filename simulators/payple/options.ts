// What a Payple simulator can be told when it starts, and how the environment says it.
// Must never touch the network or the disk.
import { readPublicUrl } from '../ground/public-url.js';

export interface PaypleSimulatorOptions {
  /** 0 takes any free port. */
  port: number;
  /** The folder of its state, or "memory" to keep nothing. */
  data: string;
  /** The address others know it by, such as `https://pay.example`: what it hands out names this one. */
  publicUrl?: string;
  /** Where the first merchant is told of payments, cancels and removed keys, as long as no other address was left. */
  noticeUrl?: string;
  /** Makes identifiers, tokens and percentages repeatable. */
  seed?: string;
  /** Milliseconds since 1970; tests move it, nobody else does. */
  now?: () => number;
  /** How long to wait before each further try of a notice that was not answered with 200. */
  noticeRetriesMs?: readonly number[];
}

export function optionsFromEnvironment(environment: NodeJS.ProcessEnv): PaypleSimulatorOptions {
  const port = Number(environment.PAYPLE_SIMULATOR_PORT ?? '3002');
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`PAYPLE_SIMULATOR_PORT must be a port number, not "${environment.PAYPLE_SIMULATOR_PORT ?? ''}"`);
  }
  const seed = environment.PAYPLE_SIMULATOR_SEED;
  const publicUrl = readPublicUrl('PAYPLE_SIMULATOR_PUBLIC_URL', environment.PAYPLE_SIMULATOR_PUBLIC_URL);
  const noticeUrl = readNoticeUrl(environment.PAYPLE_SIMULATOR_NOTICE_URL);
  return {
    port,
    data: environment.PAYPLE_SIMULATOR_DATA ?? '.data/simulators/payple',
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(noticeUrl === undefined ? {} : { noticeUrl }),
    ...(seed === undefined || seed === '' ? {} : { seed }),
  };
}

function readNoticeUrl(value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  if (!/^https?:$/.test(URL.parse(value)?.protocol ?? '')) {
    throw new Error(`PAYPLE_SIMULATOR_NOTICE_URL must be an absolute http address, not "${value}"`);
  }
  return value;
}
