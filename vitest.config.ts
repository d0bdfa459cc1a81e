import { defineConfig } from 'vitest/config';

export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/setup.ts'],
    include:
      mode === 'prove'
        ? ['test/proofs/**/*.spec.ts']
        : [
            'src/**/*.spec.ts',
            'simulators/**/*.spec.ts',
            'examples/**/*.spec.ts',
            'scripts/**/*.spec.ts',
            'console/src/**/*.spec.ts',
            'test/**/*.spec.ts',
          ],
    // Proofs run one after the other, so that none disturbs the figures of another.
    fileParallelism: mode !== 'prove',
    pool: 'forks',
    maxWorkers: 2,
    // The ways of the crash matrix, each with a house of its own: more would want more connections than PostgreSQL has.
    maxConcurrency: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
}));
