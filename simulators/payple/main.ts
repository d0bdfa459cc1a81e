// Runs the Payple simulator as a program: environment in, one line with its address out, a clean stop on a signal.
// Must never hold behaviour of Payple itself; that is what the other files are for.
import { optionsFromEnvironment } from './options.js';
import { startPaypleSimulator } from './server.js';

async function main(): Promise<void> {
  const simulator = await startPaypleSimulator(optionsFromEnvironment(process.env));
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    simulator.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // Started by another program: when that one dies, nobody is left to stop us.
  process.on('disconnect', stop);
  process.stdout.write(`Payple simulator: ${simulator.url} (control page: ${simulator.url}/control)\n`);
  process.send?.({ ready: true, url: simulator.url });
}

function fail(error: unknown): never {
  process.stderr.write(`Payple simulator: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

main().catch(fail);
