// The style and scripts of the pages, read once and served under an address that changes with their content.
// Must never serve a file that is not in the list.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const TYPES = {
  'page.css': 'text/css; charset=utf-8',
  'mark.svg': 'image/svg+xml',
  'checkout.js': 'text/javascript; charset=utf-8',
  'card.js': 'text/javascript; charset=utf-8',
  'result.js': 'text/javascript; charset=utf-8',
  'window.js': 'text/javascript; charset=utf-8',
  'state.js': 'text/javascript; charset=utf-8',
  'handoffs.js': 'text/javascript; charset=utf-8',
  'handoff-redirect.js': 'text/javascript; charset=utf-8',
  'handoff-payple-window.js': 'text/javascript; charset=utf-8',
  'jquery.js': 'text/javascript; charset=utf-8',
} as const;
export type AssetName = keyof typeof TYPES;

/** A file as it goes out. */
export interface Asset {
  readonly type: string;
  readonly content: Buffer;
}

/** Files that come out of a package: scripts of providers that need jQuery do not bring it. */
const PACKAGED: Readonly<Partial<Record<string, string>>> = { 'jquery.js': 'jquery/dist/jquery.min.js' };

const assets: ReadonlyMap<string, Asset> = new Map(
  Object.entries(TYPES).map(([name, type]) => [name, { type, content: readFileSync(placeOf(name)) }]),
);

function placeOf(name: string): URL {
  const packaged = PACKAGED[name];
  if (packaged === undefined) return new URL(`./assets/${name}`, import.meta.url);
  return pathToFileURL(createRequire(import.meta.url).resolve(packaged));
}

/** One name for the content of all files together, so that scripts may import each other by plain names. */
export const ASSETS_VERSION = [...assets.values()]
  .reduce((hash, { content }) => hash.update(content).update('\0'), createHash('sha256'))
  .digest('base64url')
  .slice(0, 16);

/** Address of a file, good for ever. */
export function assetUrl(name: AssetName): string {
  return `/checkout/assets/${ASSETS_VERSION}/${name}`;
}

export function findAsset(name: string): Asset | undefined {
  return assets.get(name);
}
