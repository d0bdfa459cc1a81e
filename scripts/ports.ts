// Finds out before anything starts whether every port is free.
// Must never end the program that uses one; whose it is we cannot know.
import { createServer } from 'node:net';

/** A port somebody is going to listen on. */
export interface WantedPort {
  /** Who wants it, as in "the example shop". */
  readonly name: string;
  readonly port: number;
  /** The environment variable that chooses it. */
  readonly portVariable: string;
}

/** What stands in the way of the ports: which, what for, and what to do. All that are in use are one line. */
export async function portFaults(wanted: readonly WantedPort[]): Promise<string[]> {
  const faults: string[] = [];
  const used: WantedPort[] = [];
  for (const [index, { name, port, portVariable }] of wanted.entries()) {
    const earlier = wanted.slice(0, index).find((other) => other.port === port);
    if (!isPort(port)) {
      faults.push(`${portVariable}, the port for ${name}, must be a whole number from 1 to 65535.`);
    } else if (earlier !== undefined) {
      const advice = `choose another one, for example ${portVariable}=${suggestion(wanted, port)}`;
      faults.push(`Port ${port} is wanted for both ${earlier.name} and ${name}: ${advice}.`);
    } else if (!(await isFree(port))) {
      used.push({ name, port, portVariable });
    }
  }
  return used.length === 0 ? faults : [...faults, usedFault(used, wanted)];
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}

function usedFault(used: readonly WantedPort[], wanted: readonly WantedPort[]): string {
  const others = used.map(({ port, portVariable }) => `${portVariable}=${suggestion(wanted, port)}`).join(' ');
  const [only] = used;
  if (only && used.length === 1) {
    return `Port ${only.port} for ${only.name} is already in use: stop the program that uses it, or choose another one, for example ${others}.`;
  }
  const list = used.map(({ name, port }) => `${port} (${name})`).join(', ');
  return `Ports ${list} are already in use: is it running already? Stop it, or choose others, for example ${others}.`;
}

function suggestion(wanted: readonly WantedPort[], port: number): number {
  const taken = new Set(wanted.map((other) => other.port));
  let candidate = port > 60_000 ? port - 1000 : port + 1000;
  while (taken.has(candidate)) candidate += 1;
  return candidate;
}

/** On some systems another program on all addresses does not keep us from the loopback, so both are tried. */
async function isFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, '0.0.0.0'));
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
