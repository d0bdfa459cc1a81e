// Which tests there are, and how each kind runs. README.md says which command runs which project.
import { availableParallelism } from 'node:os';
import { defineConfig, type ViteUserConfig } from 'vitest/config';
import { RunRecordReporter } from './test/support/run-record.reporter.js';
import { chooseSeed } from './test/support/seed.js';

const WITH_DATABASE = { globalSetup: ['test/support/global-setup.ts'] };

/** Each project that extends this file reads it again, and is told another mode than the run was started with. */
const modeOfRun = (asked: string): string => (process.env['TEST_RUN_MODE'] ??= asked);

export default defineConfig(({ mode }) => configOf(modeOfRun(mode)));

function configOf(mode: string): ViteUserConfig {
  return {
    test: {
      setupFiles: ['test/support/setup.ts'],
      provide: { seed: chooseSeed(mode, process.env['PROOF_SEED']), isFullProof: mode === 'prove' },
      reporters: ['default', ...(process.env['RECORD_TEST_RUNS'] ? [new RunRecordReporter()] : [])],
      // One more than there are cores: tests wait for jobs, providers and pages much of their time.
      maxWorkers: availableParallelism() + 1,
      // Tests of one file that run at once, each with an application of its own; test/support/global-setup.ts reckons with it.
      maxConcurrency: 3,
      // A test that takes so long hangs: a busy machine takes many times what an idle one does.
      testTimeout: 300_000,
      hookTimeout: 300_000,
      expect: { poll: { timeout: 240_000 } },
      // Files share their worker, so that the application is loaded once; test/support/setup.ts keeps them apart.
      isolate: false,
      projects: [
        {
          extends: true,
          test: {
            name: 'unit',
            include: ['{src,scripts,console/src,test/support}/**/*.spec.ts', 'test/proofs/{fuzz-met,page}.spec.ts'],
            pool: 'threads',
            sequence: { groupOrder: 1 },
          },
        },
        {
          extends: true,
          test: {
            name: 'integration',
            ...WITH_DATABASE,
            include: [
              '{simulators,examples}/**/*.spec.ts',
              'test/{contract,e2e,golden,medium}/**/*.spec.ts',
              'test/proofs/laws.spec.ts',
            ],
            sequence: { groupOrder: 2 },
          },
        },
        {
          extends: true,
          test: {
            name: 'main-paths',
            ...WITH_DATABASE,
            include: ['test/browser/main-paths/**/*.spec.ts'],
            sequence: { groupOrder: 3 },
          },
        },
        {
          extends: true,
          test: {
            name: 'browser',
            ...WITH_DATABASE,
            include: ['test/browser/*.spec.ts'],
            sequence: { groupOrder: 4 },
          },
        },
        {
          extends: true,
          test: {
            name: 'pictures',
            ...WITH_DATABASE,
            include: ['test/pictures/*.pictures.spec.ts'],
            env: { CONSOLE_PICTURES: 'docs/images/desk' },
            sequence: { groupOrder: 6 },
          },
        },
        {
          extends: true,
          test: {
            name: 'proofs',
            ...WITH_DATABASE,
            include: ['test/experiments/*.spec.ts', 'test/proofs/*.proof.spec.ts'],
            // In full, one after the other, so that none disturbs the figures of another.
            ...(mode === 'prove' && { maxWorkers: 1 }),
            sequence: { groupOrder: 5 },
          },
        },
      ],
    },
  };
}
