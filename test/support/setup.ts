// Runs before every test file. Files share their worker, so what one leaves behind is put back here for the next.
import 'reflect-metadata';
import { afterAll, afterEach, vi } from 'vitest';
import { openHouses } from './open-houses.js';

const environment = { ...process.env };

// Also after a failed test: its faults must not make the next one fail.
afterEach(async () => {
  for (const { payco, payple } of openHouses) await Promise.all([payco.endTest(), payple.endTest()]);
});

// Declared before the hooks of the file, so it runs after them.
afterAll(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  const left = [...openHouses];
  for (const house of left) await house.close();
  restoreEnvironment();
  if (left.length > 0) throw new Error('This file did not close its application; it was closed for it.');
});

function restoreEnvironment(): void {
  for (const name of Object.keys(process.env)) if (!(name in environment)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, environment);
}
