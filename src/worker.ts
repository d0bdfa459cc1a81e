// Runs background jobs alone, without HTTP: for machines that shall do nothing else.
// Must never migrate; the server or `npm run migrate` has done so.
import { endLeanStart } from './lean-start.js';
import 'reflect-metadata';
import { Logger, type NestApplicationOptions } from '@nestjs/common';
import { prepareConfiguration, runProgram } from './boot.js';
import { settle } from './config/configuration.js';
import { platformConfig } from './config/platform.config.js';

await runProgram(async (open) => {
  prepareConfiguration();
  settle({ RUN_JOBS: 'true' });
  const [{ NestFactory }, { AppModule }, { JsonLogger }] = await Promise.all([
    import('@nestjs/core'),
    import('./app.module.js'),
    import('./common/logging/logger.js'),
  ]);
  const logger = new JsonLogger(platformConfig().logLevel);
  const options: NestApplicationOptions = { logger, abortOnError: false };
  open.push(await NestFactory.createApplicationContext(AppModule, options));
  new Logger('Boot').log('Gyeolje runs background jobs');
  endLeanStart();
  process.send?.({ ready: true, url: '' });
  return 'running';
});
