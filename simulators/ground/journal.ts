// An append-only file of lines: what was appended and settled is on the disk, even after kill -9.
// Must never know what the lines mean.
import { openSync, readFileSync, renameSync, writeSync, fsyncSync, closeSync, truncateSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface Journal {
  append(line: string): void;
  /** Resolves when everything appended so far is safe. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** For simulators that keep nothing. */
export const NO_JOURNAL: Journal = {
  append: () => undefined,
  settled: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

interface Batch {
  readonly lines: string[];
  readonly done: Promise<void>;
  readonly finish: (error?: Error) => void;
}

export class FileJournal implements Journal {
  private collecting: Batch | undefined;
  private writing: Batch | undefined;
  private failure: Error | undefined;

  private constructor(private readonly file: FileHandle) {}

  static async open(path: string): Promise<FileJournal> {
    return new FileJournal(await open(path, 'a'));
  }

  append(line: string): void {
    this.collecting ??= newBatch();
    this.collecting.lines.push(line);
    if (this.writing === undefined && this.failure === undefined) void this.writeBatches();
  }

  settled(): Promise<void> {
    if (this.failure) return Promise.reject(this.failure);
    return (this.collecting ?? this.writing)?.done ?? Promise.resolve();
  }

  async close(): Promise<void> {
    try {
      await this.settled();
    } finally {
      await this.file.close();
    }
  }

  /** Everything that arrives during one write to the disk shares the next one, so many payments cost few writes. */
  private async writeBatches(): Promise<void> {
    while (this.collecting) {
      const batch = this.collecting;
      this.writing = batch;
      this.collecting = undefined;
      try {
        await this.file.appendFile(`${batch.lines.join('\n')}\n`);
        await this.file.datasync();
      } catch (error) {
        // Memory is now ahead of the disk. Nothing may be answered any more.
        this.failure = new Error(`the journal cannot be written: ${(error as Error).message}`);
        batch.finish(this.failure);
        (this.collecting as Batch | undefined)?.finish(this.failure);
        return;
      }
      this.writing = undefined;
      batch.finish();
    }
  }
}

function newBatch(): Batch {
  let finish: (error?: Error) => void = () => undefined;
  const done = new Promise<void>((resolve, reject) => {
    finish = (error) => (error ? reject(error) : resolve());
  });
  // Whoever waits is told; that nobody waits is not an error of its own.
  done.catch(() => undefined);
  return { lines: [], done, finish };
}

/** The whole lines of a journal. A last line cut off by a crash was never settled, so it is cut away. */
export function readLines(path: string): string[] {
  let content: Buffer;
  try {
    content = readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  const end = content.lastIndexOf(0x0a) + 1;
  if (end < content.length) truncateSync(path, end);
  return content.toString('utf8', 0, end).split('\n').slice(0, -1);
}

/** Replaces a journal by a shorter one that says the same; after a crash there is either the old or the new one. */
export function replaceLines(path: string, lines: Iterable<string>): void {
  const draft = `${path}.draft`;
  const file = openSync(draft, 'w');
  for (const line of lines) writeSync(file, `${line}\n`);
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, path);
  const folder = openSync(dirname(path), 'r');
  fsyncSync(folder);
  closeSync(folder);
}
