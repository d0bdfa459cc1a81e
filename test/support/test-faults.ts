// The faults that the running test placed at a simulator, so that they end with it. Those of hooks stay: they are the
// ground that all tests of a file stand on.
import { TestRunner } from 'vitest';

export class TestFaults {
  readonly #ids = new Set<number>();

  /** @param url of the simulator */
  constructor(private readonly url: string) {}

  /** To be called for every fault that is placed. */
  note(id: number): void {
    if (isTestRunning()) this.#ids.add(id);
  }

  /** Removes those that no call has met. */
  async clear(): Promise<void> {
    for (const id of this.#ids) await fetch(`${this.url}/control/faults/${id}`, { method: 'DELETE' });
    this.#ids.clear();
  }
}

/** Whether a test runs, and not a hook of a file. */
export function isTestRunning(): boolean {
  return TestRunner.getCurrentTest() !== undefined;
}
