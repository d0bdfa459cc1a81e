// Starts the HTTP server: configuration, database, schema, application, in this order.
// Must never hold a setting or a rule of its own.
import { endLeanStart } from './lean-start.js';
import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { prepareConfiguration, prepareSchema, runProgram } from './boot.js';
import { platformConfig } from './config/platform.config.js';

await runProgram(async (open) => {
  prepareConfiguration();
  await prepareSchema();
  const { createApp } = await import('./create-app.js');
  const app = await createApp();
  open.push(app);
  const { host, port, mode } = platformConfig();
  await app.listen({ host, port });
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  new Logger('Boot').log({ message: 'Gyeolje listens', address: url, mode });
  endLeanStart();
  process.send?.({ ready: true, url });
  return 'running';
});
