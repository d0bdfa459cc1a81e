// Everything but the providers' own folders is written as if no provider existed: no name, no word of their wires.
// Must never let an exception stand that is not needed any more, nor one without a reason.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** What a file may say although it names a provider, and why. It is left out before anybody looks. */
interface Exception {
  readonly file: RegExp;
  readonly says: RegExp;
  readonly why: string;
}

const EXCEPTIONS: readonly Exception[] = [
  {
    file: /^app\.module\.ts$/,
    says: /(?<=\W)(PaycoModule|PaypleModule)|'\.\/(payco|payple)\/\w+\.module\.js'/g,
    why: 'The map of the house: one line for each provider is what a provider costs.',
  },
  {
    file: /^config\/configuration\.ts$/,
    says: /(?<=\W)read(Payco|Payple)Config|(payco|payple)Config|'\.\/(payco|payple)\.config\.js'/g,
    why: 'The list of all settings, checked together at the start.',
  },
  {
    file: /^config\/platform\.config\.ts$/,
    says: /for example `PAYCO_MODE`/g,
    why: 'An example in the description of a parameter.',
  },
  {
    file: /^(orders\/dto\/(payment|pay-order)|sellers\/sellers)\.dto\.ts$/,
    says: /for example `payco`|@example "payco"|example: \{ sellerKey: [^}]*\}/g,
    why: 'An example in the description of the API.',
  },
  {
    file: /^(orders\/(provider-payment|dto\/payment\.dto)|checkout\/handoffs)\.ts$|^checkout\/assets\/handoff.*\.js$/,
    says: /payple_window/g,
    why: 'The name of a kind of handoff in the API: a script that takes over the page can be had from one provider only.',
  },
  {
    file: /^checkout\/assets(\.ts|\/handoffs\.js)$/,
    says: /handoff-payple-window/g,
    why: 'The file with what a browser does for that handoff.',
  },
  {
    file: /^checkout\/assets\/handoff-payple-window\.js$/,
    says: /PaypleCpayAuthCheck/g,
    why: 'The function that the provider’s script brings along, called where the browser is.',
  },
  {
    file: /^admin\/running\/simulators-desk\.dto\.ts$/,
    says: /pgErrorCode/g,
    why: 'Trouble at a simulator is ordered in the words of its control API.',
  },
];

/** Words that are ours and that a provider happens to use as well. */
const OUR_WORDS: Readonly<Record<string, string>> = {
  returnUrl: 'where the merchant wants the buyer back',
  bankName: 'the bank of an account to pay into',
  bankCode: 'the same as a code',
  orderTitle: 'the title of an order, where it stands beside something else',
  result_code: 'the column of an exchange',
};

const SRC = new URL('../../src/', import.meta.url);

/** Every file, by its path under src, with forward slashes. */
function filesOf(folder: URL): string[] {
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  return entries.filter((path) => /\.\w+$/.test(path));
}

const files = filesOf(SRC);
const providers = files.flatMap((path) => /^(\w+)\/\1\.provider\.ts$/.exec(path)?.[1] ?? []);
const isProviders = (path: string): boolean =>
  providers.some((name) => path.startsWith(`${name}/`) || path === `config/${name}.config.ts`);
const isTest = (path: string): boolean => /\.spec\.ts$|\/testing\//.test(path);
const neutral = files.filter((path) => !isProviders(path) && !isTest(path));

const read = (path: string): string => readFileSync(new URL(path, SRC), 'utf8');

/** Names of fields and values of the wires, as far as they are made of several words: nobody writes those by chance. */
function wireWords(): Set<string> {
  const words = files
    .filter((path) => /^\w+\/\w+\.wire\.ts$/.test(path))
    .map((path) => read(path).replace(/\/\/.*|\/\*[^]*?\*\//g, ''))
    .flatMap((text) =>
      [...text.matchAll(/readonly (\w+)\??:|'(\w+)'/g)].map(([, field, value]) => field ?? value ?? ''),
    );
  return new Set(words.filter((word) => /_|[a-z][A-Z]/.test(word) && word.length >= 6));
}

/** The file without what its exceptions let it say. */
function withoutExceptions(path: string, text: string): string {
  return EXCEPTIONS.filter(({ file }) => file.test(path)).reduce((rest, { says }) => rest.replace(says, ''), text);
}

describe('outside the providers’ folders', () => {
  it('there is much to look at', () => {
    expect(providers).toEqual(['payco', 'payple']);
    expect(neutral.length).toBeGreaterThan(100);
    for (const folder of ['orders', 'billing', 'checkout', 'jobs', 'sellers', 'common']) {
      expect(
        neutral.some((path) => path.startsWith(`${folder}/`)),
        folder,
      ).toBe(true);
    }
    expect([...wireWords()]).toEqual(expect.arrayContaining(['PCD_PAY_OID', 'cst_id', 'sellerOrderReferenceKey']));
  });

  it('no provider is named', () => {
    const named = new RegExp(`${providers.join('|')}|pcd_`, 'i');
    const naming = neutral.flatMap((path) => {
      const [line] = withoutExceptions(path, read(path))
        .split('\n')
        .filter((each) => named.test(each));
      return line === undefined ? [] : [`src/${path} says: ${line.trim()}`];
    });
    expect(naming).toEqual([]);
  });

  it('no word of a provider’s wire is used', () => {
    const foreign = [...wireWords()].filter((word) => !Object.hasOwn(OUR_WORDS, word));
    const using = neutral.flatMap((path) => {
      const words = new Set(withoutExceptions(path, read(path)).match(/\w+/g) ?? []);
      return foreign.filter((word) => words.has(word)).map((word) => `src/${path} uses ${word}`);
    });
    expect(using).toEqual([]);
  });

  it.each(EXCEPTIONS)('an exception is still needed: $why', ({ file, says }) => {
    const needing = neutral.filter((path) => file.test(path) && read(path).search(says) >= 0);
    expect(needing, 'files for which it is made').not.toEqual([]);
  });

  it.each(Object.entries(OUR_WORDS))('%s is a word of ours and of a provider: %s', (word) => {
    expect(wireWords().has(word), 'a provider uses it').toBe(true);
    expect(
      neutral.some((path) => new RegExp(`\\b${word}\\b`).test(read(path))),
      'we use it',
    ).toBe(true);
  });

  it('files are not named after a provider, but for the one that a browser needs for its handoff', () => {
    const named = neutral.filter((path) => providers.some((name) => path.toLowerCase().includes(name)));
    expect(named).toEqual(['checkout/assets/handoff-payple-window.js']);
  });
});
