// Checks the whole environment at once, before anything starts.
// Must never start anything itself.
import { existsSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { databaseConfig, readDatabaseConfig } from './database.config.js';
import { ConfigurationError, EnvironmentReader, type Environment } from './environment.js';
import { ordersConfig, readOrdersConfig } from './orders.config.js';
import { paycoConfig, readPaycoConfig } from './payco.config.js';
import { paypleConfig, readPaypleConfig } from './payple.config.js';
import { peopleConfig, readPeopleConfig } from './people.config.js';
import { platformConfig, readPlatformConfig } from './platform.config.js';
import { readRefundsConfig, refundsConfig } from './refunds.config.js';
import { readRightsConfig, rightsConfig } from './rights.config.js';
import { readWebhooksConfig, webhooksConfig } from './webhooks.config.js';

/** What `ConfigModule` loads: one typed, frozen object per module. */
export const configurations = [
  platformConfig,
  databaseConfig,
  peopleConfig,
  ordersConfig,
  refundsConfig,
  rightsConfig,
  webhooksConfig,
  paycoConfig,
  paypleConfig,
];

/** Puts the variables of a `.env` file into the environment; those already set win. */
export function loadEnvironmentFile(path = '.env'): void {
  if (existsSync(path)) loadEnvFile(path);
}

/** @throws ConfigurationError with one line for each variable that is missing or wrong */
export function checkConfiguration(environment: Environment = process.env): void {
  const reader = new EnvironmentReader(environment);
  const readers = [
    readPlatformConfig,
    readDatabaseConfig,
    readPeopleConfig,
    readOrdersConfig,
    readRefundsConfig,
    readRightsConfig,
    readWebhooksConfig,
    readPaycoConfig,
    readPaypleConfig,
  ];
  for (const read of readers) read(reader);
  if (reader.faults.length > 0) throw new ConfigurationError([...new Set(reader.faults)]);
}

/** What a program decides itself, before the modules read their configuration. */
export interface OwnSettings {
  /** The worker runs jobs whatever the environment says; a command runs none. */
  readonly RUN_JOBS: 'true' | 'false';
}

/** Puts what the program decided into the environment of this process. */
export function settle(own: OwnSettings): void {
  Object.assign(process.env, own);
}
