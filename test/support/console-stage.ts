// Where browser tests of the console play: the house, a browser, what people do at the desk, and who watches them.
// Must never reach around the pages, or forgive a fault that a page reports.
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import { devices, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { findChromium, openContext, startChromium } from './chromium.js';
import { LOCAL_ADMINISTRATOR } from './desk-visitor.js';
import { startHouse, type House } from './house.js';

export const LAPTOP: BrowserContextOptions = { viewport: { width: 1280, height: 860 }, locale: 'ko-KR' };
export const PHONE: BrowserContextOptions = { ...devices['iPhone 13'], locale: 'ko-KR' };

const EVERY_LOOK = [
  ['ko', 'light', 'laptop', LAPTOP],
  ['en', 'dark', 'phone', PHONE],
  ['en', 'dark', 'laptop', LAPTOP],
  ['ko', 'light', 'phone', PHONE],
] as const;

/** Languages, colours and devices that every page is looked at in: two that differ in all three, or all with EVERY_LOOK=true. */
export const LOOKS = process.env['EVERY_LOOK'] === 'true' ? EVERY_LOOK : EVERY_LOOK.slice(0, 2);

/** `undefined` where there is no browser. */
export const chromiumPath = findChromium();

/** Where screenshots land for people to look at. */
const PICTURES = process.env['CONSOLE_PICTURES'] ?? join(tmpdir(), 'gyeolje-console');

/** The browser says so of every answer that is an error, whether the page deals with it or not. */
const SAID_OF_EVERY_REFUSAL = /^Failed to load resource: the server responded with a status of 4\d\d/;
const GRAVE: readonly unknown[] = ['serious', 'critical'];

export class ConsoleStage {
  readonly #contexts: BrowserContext[] = [];
  readonly #faults: string[] = [];

  private constructor(
    readonly house: House,
    private readonly browser: Browser,
  ) {}

  /** @param environment variables of the house */
  static async open(environment: Readonly<Record<string, string>> = {}): Promise<ConsoleStage> {
    mkdirSync(PICTURES, { recursive: true });
    return new ConsoleStage(await startHouse({ environment }), await startChromium(chromiumPath ?? ''));
  }

  /** A browser of its own, at an address of the console. */
  async visit(path = '', options = LAPTOP, language: 'ko' | 'en' = 'ko'): Promise<Page> {
    const context = await openContext(this.browser, options);
    this.#contexts.push(context);
    if (language === 'en') await context.addInitScript(`localStorage.setItem('gyeolje-console.language', 'en')`);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.#faults.push(`${page.url()}: ${error.message}`));
    // Violations of the Content-Security-Policy are told here too.
    page.on('console', (message) => {
      if (message.type() === 'error' && !SAID_OF_EVERY_REFUSAL.test(message.text())) {
        this.#faults.push(`${page.url()}: ${message.text()}`);
      }
    });
    await page.goto(`${this.house.url}/console${path}`);
    return page;
  }

  /** Gives e-mail and password at the page that asks for them. */
  async signIn(page: Page, who: { readonly email: string; readonly password: string } = LOCAL_ADMINISTRATOR) {
    await page.fill('input[name=email]', who.email);
    await page.fill('input[name=password]', who.password);
    await page.keyboard.press('Enter');
  }

  /** A browser in which somebody is signed in. */
  async enter(path = '', options = LAPTOP, language: 'ko' | 'en' = 'ko'): Promise<Page> {
    const page = await this.visit(path, options, language);
    await this.signIn(page);
    await page.locator('main h1').waitFor();
    await page.locator('input[name=password]').waitFor({ state: 'detached' });
    return page;
  }

  /**
   * Leaves a screenshot, and has the page examined for faults that keep people out.
   *
   * @throws Error naming each serious one
   */
  async examine(page: Page, name: string): Promise<void> {
    // What moves has arrived, or its colours are measured half way.
    await page.evaluate('Promise.allSettled(document.getAnimations().map((each) => each.finished))');
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<AxeResults>('axe.run()');
    const grave = violations.filter(({ impact }) => GRAVE.includes(impact));
    const told = grave.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join('\n  ')}`);
    if (told.length > 0) throw new Error(`${name} keeps people out:\n${told.join('\n')}`);
  }

  /** Leaves a picture of what fits on the screen. */
  async picture(page: Page, name: string): Promise<void> {
    await page.waitForLoadState('networkidle');
    await page.evaluate('Promise.allSettled(document.getAnimations().map((each) => each.finished))');
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }

  /** After each test: closes its browsers and returns what their pages reported as faults. */
  async clear(): Promise<readonly string[]> {
    for (const context of this.#contexts.splice(0)) await context.close();
    return this.#faults.splice(0);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.house.close();
  }
}
