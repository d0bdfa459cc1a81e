// A real browser for tests: the Chromium that is installed on this machine.
// Must never download one; where there is none, the suite says so and is skipped.
import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from 'playwright-core';

const PLACES = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Where Chromium is, or `undefined`. */
export function findChromium(): string | undefined {
  const place = PLACES.find((path) => path !== undefined && existsSync(path));
  if (place === undefined) {
    process.stderr.write('There is no Chromium on this machine (set CHROMIUM_PATH), so browser tests are skipped.\n');
  }
  return place;
}

/** How long a page may take for one step: nearly as long as its test, because that depends on the machine. */
const PATIENCE_MS = 240_000;

/** Starts it; whoever does closes it. */
export function startChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: QUIET, timeout: PATIENCE_MS });
}

/** A window of its own, with nothing of another one. */
export async function openContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}
