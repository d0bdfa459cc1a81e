// A list in one JSON file, written whole and swapped in at once, so that a crash never leaves half a file.
// Must never answer before the change is on the disk: what is stored is what a retry after a crash relies on.
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';

export class JsonFile<Entry> {
  private lastWrite: Promise<void> = Promise.resolve();

  /** @param folder `memory` keeps nothing */
  constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  async read(): Promise<Entry[]> {
    if (this.folder === 'memory') return [];
    await mkdir(this.folder, { recursive: true });
    const file = join(this.folder, this.name);
    try {
      return JSON.parse(await readFile(file, 'utf8')) as Entry[];
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw new Error(`${file} cannot be read; mend the file or move it away.`, { cause: error });
    }
  }

  /** @param entries read when its turn comes, so that the newest state is what is written last */
  write(entries: () => Iterable<Entry>): Promise<void> {
    if (this.folder === 'memory') return Promise.resolve();
    const next = this.lastWrite.then(() => replace(join(this.folder, this.name), [...entries()]));
    // One write that failed must not make all later ones fail; its own caller still hears of it.
    this.lastWrite = next.catch(() => undefined);
    return next;
  }
}

async function replace(file: string, entries: readonly unknown[]): Promise<void> {
  const draft = await open(`${file}.draft`, 'w', 0o600);
  try {
    await draft.writeFile(JSON.stringify(entries, undefined, 1));
    await draft.sync();
  } finally {
    await draft.close();
  }
  await rename(`${file}.draft`, file);
}
