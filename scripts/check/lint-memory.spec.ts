// Holds what ESLint leaves out to what cannot have changed its result.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LintMemory } from './lint-memory.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lint-memory-'));
  write('user.ts', `import { middle } from './middle.js';\nexport const user = middle;`);
  write('middle.ts', `import { deep } from './deep.js';\nexport const middle = deep;`);
  write('deep.ts', 'export const deep = 1;');
  write('alone.ts', 'export const alone = 1;');
  write('broken.ts', 'export const broken = 1;');
  open().remember(['user.ts', 'middle.ts', 'deep.ts', 'alone.ts'].map(path));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('the memory of lint', () => {
  it('leaves out what passed, and nothing else', () => {
    expect(passed()).toEqual(['alone.ts', 'deep.ts', 'middle.ts', 'user.ts']);
  });

  it('asks again for a file that changed', () => {
    write('alone.ts', 'export const alone = 2;');
    expect(passed()).toEqual(['deep.ts', 'middle.ts', 'user.ts']);
  });

  it('asks again for every file that imports what changed, directly or not', () => {
    write('deep.ts', 'export const deep = 2;');
    expect(passed()).toEqual(['alone.ts']);
  });

  it('asks again for all files when something is declared globally', () => {
    write('broken.ts', 'export {};\ndeclare global {\n  interface Anywhere {\n    now: string;\n  }\n}');
    expect(passed()).toEqual([]);
  });

  it('keeps what passed before when only some files were looked at', () => {
    write('alone.ts', 'export const alone = 2;');
    open().remember([path('alone.ts')]);
    expect(passed()).toEqual(['alone.ts', 'deep.ts', 'middle.ts', 'user.ts']);
  });

  it('knows nothing of what it wrote by half', () => {
    write('kept', readFileSync(path('kept'), 'utf8').slice(0, 20));
    expect(passed()).toEqual([]);
  });
});

function path(name: string): string {
  return join(folder, name);
}

function write(name: string, text: string): void {
  writeFileSync(path(name), text);
}

/** The memory as a new process opens it. */
function open(): LintMemory {
  const options = { noEmit: true, noLib: true, types: [], module: ts.ModuleKind.NodeNext };
  const builder = ts.createIncrementalProgram({
    rootNames: ['user.ts', 'alone.ts', 'broken.ts'].map(path),
    options,
    host: ts.createIncrementalCompilerHost(options),
    createProgram: ts.createSemanticDiagnosticsBuilderProgram,
  });
  return new LintMemory(path('kept'), builder);
}

function passed(): string[] {
  return open()
    .passedFiles()
    .map((file) => file.slice(file.lastIndexOf('/') + 1))
    .sort();
}
