// The built files of the console, read once and kept with their compressed forms.
// Must never serve a file that the build did not make, or look for one on the disk by a name from outside.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Problem } from '../common/problems.js';

/** How a file can be sent, in the order in which they are preferred. */
export const ENCODINGS = ['br', 'gzip', 'identity'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** A file as it goes out. */
interface ConsoleAsset {
  readonly type: string;
  /** By encoding; small files have only `identity`. */
  readonly contents: Readonly<Partial<Record<Encoding, Buffer>>> & { readonly identity: Buffer };
}

/** Everything that the build made. */
export interface ConsoleFiles {
  /** The page, with `__STYLE_NONCE__` where the nonce of one answer belongs. */
  readonly page: string;
  /** By name; each name changes with its content. */
  readonly assets: ReadonlyMap<string, ConsoleAsset>;
}

const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};
// Beside the compiled code, or seen from the sources, where tests run.
const PLACES = ['../../dist/console/', '../../console/'].map((place) => new URL(place, import.meta.url));

let files: ConsoleFiles | null = null;

/**
 * The files, read when they are first asked for, all at once: whoever has the page finds the assets it names, even when
 * another version is built meanwhile.
 *
 * @throws Problem `not_ready` when the console was not built
 */
export function consoleFiles(): ConsoleFiles {
  files ??= readFiles();
  return files;
}

function readFiles(): ConsoleFiles {
  const place = PLACES.find((each) => existsSync(new URL('.stamp', each)));
  if (!place) throw new Problem('not_ready', { detail: 'The console is not built. Run "npm run build".' });
  const folder = new URL('assets/', place);
  const names = readdirSync(folder).filter((name) => !/\.(br|gz)$/.test(name));
  return {
    page: readFileSync(new URL('index.html', place), 'utf8'),
    assets: new Map(names.map((name) => [name, readAsset(new URL(name, folder))])),
  };
}

function readAsset(file: URL): ConsoleAsset {
  const path = fileURLToPath(file);
  const type = TYPES[path.split('.').at(-1) ?? ''];
  if (type === undefined) throw new Error(`The console has a file of a type that is not served: ${path}`);
  const compressed = (ending: string, encoding: Encoding) =>
    existsSync(`${path}.${ending}`) ? { [encoding]: readFileSync(`${path}.${ending}`) } : {};
  return { type, contents: { identity: readFileSync(path), ...compressed('br', 'br'), ...compressed('gz', 'gzip') } };
}
