// With RECORD_TEST_RUNS set, leaves a record of each test run in .test-artifacts/runs for scripts/test-summary.mjs.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';

/** Where the records are; .ci/run empties it first. */
const FOLDER = '.test-artifacts/runs';

/** One test file. */
export interface FileRecord {
  readonly project: string;
  /** From the top of the project. */
  readonly file: string;
  readonly tookMs: number;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export class RunRecordReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const files = modules.map(recordOf);
    mkdirSync(FOLDER, { recursive: true });
    const record = { files, unhandledErrors: unhandledErrors.length };
    writeFileSync(join(FOLDER, `${Date.now()}-${process.pid}.json`), JSON.stringify(record));
  }
}

function recordOf(module: TestModule): FileRecord {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    counts[state === 'pending' ? 'skipped' : state] += 1;
  }
  // A file that could not be loaded, or whose hooks failed, has failed although none of its tests has.
  if (module.state() === 'failed' && counts.failed === 0) counts.failed = 1;
  const { duration, collectDuration, setupDuration, environmentSetupDuration } = module.diagnostic();
  const tookMs = Math.round(duration + collectDuration + setupDuration + environmentSetupDuration);
  return { project: module.project.name, file: module.relativeModuleId, tookMs, ...counts };
}
