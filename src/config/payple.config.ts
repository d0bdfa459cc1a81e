// Payple: hosts, credentials and window settings for simulator, test and production.
// Must never be read outside src/payple; everybody else talks to the provider port.
import { registerAs } from '@nestjs/config';
import { EnvironmentReader, frozen } from './environment.js';
import { readPlatformConfig, readProviderMode, readUsualApiUrl, type ProviderMode } from './platform.config.js';

/** The test host has been democpay since 2021; testcpay is its older name and still on the allow-list. */
const API_URLS: Readonly<Record<ProviderMode, string>> = {
  off: '',
  simulator: 'http://127.0.0.1:3002',
  test: 'https://democpay.payple.kr',
  production: 'https://cpay.payple.kr',
};

/** Origins that Payple may name in its answers; nothing secret is sent anywhere else. */
const PAYPLE_ORIGINS: Readonly<Record<ProviderMode, readonly string[]>> = {
  off: [],
  simulator: [],
  // The test host is known to have answered with addresses of the production host; test keys are no secret.
  test: ['democpay', 'testcpay', 'demo-api-v2', 'cpay'].map((name) => `https://${name}.payple.kr`),
  production: ['cpay', 'api-v2'].map((name) => `https://${name}.payple.kr`),
};

/** Payple's public test merchant, printed in its manual. */
const TEST_MERCHANT = {
  cstId: 'test',
  custKey: 'abcd1234567890',
  refundKey: 'a41ce010ede9fcbfb3be86b24858806596a9db68b79d138b147c3e563e1829a0',
} as const;

/** Means of payment at Payple: a card, or a transfer from a bank account. */
const METHODS = ['card', 'transfer'] as const;

export function readPaypleConfig(reader: EnvironmentReader) {
  const mode = readProviderMode(reader, 'PAYPLE_MODE');
  const { publicUrl } = readPlatformConfig(reader.quiet());
  const apiUrl = readApiUrl(reader, mode);
  return frozen({
    mode,
    apiUrl,
    /** Credentials of the default seller; sellers in the database have their own. */
    credentials: {
      cstId: readCredential(reader, 'PAYPLE_CST_ID', mode, 'cstId'),
      custKey: readCredential(reader, 'PAYPLE_CUST_KEY', mode, 'custKey'),
      refundKey: readCredential(reader, 'PAYPLE_REFUND_KEY', mode, 'refundKey'),
    },
    /** The merchant's domain as registered at Payple. The page that opens the window must be on it. */
    referer: reader.url('PAYPLE_REFERER', {
      fallback: originOf(publicUrl),
      httpsOnly: mode === 'production',
      example: 'https://shop.example.com',
    }),
    /** Origins to which requests may go, whatever an answer or a browser names. */
    allowedOrigins: [...new Set([originOf(apiUrl), ...PAYPLE_ORIGINS[mode], ...readExtraOrigins(reader, mode)])],
    /** How long one HTTP call may take from the first byte sent to the last byte read. */
    timeoutMs: reader.integer('PAYPLE_TIMEOUT_MS', { fallback: 30_000, least: 50, most: 120_000, example: '30000' }),
    /** What is offered, the usual way first. Accounts are contracted apart from cards: a real merchant says so here. */
    methods: reader.choices('PAYPLE_METHODS', METHODS, mode === 'production' ? ['card'] : METHODS),
    /** `02`: the buyer pays with an app card, once. `01`: by card number, for which Payple also issues a billing key. */
    cardVersion: reader.choice('PAYPLE_CARD_VERSION', ['01', '02'] as const, '02'),
    /** The least the window takes on a card, in won. Payple's server takes 100; older scripts of its window block below 1,000. */
    minimumWon: reader.integer('PAYPLE_MINIMUM_WON', { fallback: 100, least: 100, most: 1_000_000, example: '1000' }),
    /** Whether settled payments are asked about every night; Payple asks that they not be, unless a notice is missing. */
    nightlyAudit: reader.choice('PAYPLE_NIGHTLY_AUDIT', ['off', 'on'] as const, 'off') === 'on',
    /** Where this server is seen from outside, without a slash at the end. */
    publicUrl,
  });
}

function readApiUrl(reader: EnvironmentReader, mode: ProviderMode): string {
  const isSaid = reader.optionalText('PAYPLE_API_URL') !== undefined;
  const url = reader.url('PAYPLE_API_URL', {
    fallback: isSaid ? undefined : readUsualApiUrl(reader, mode, API_URLS, 'PAYPLE_SIMULATOR_PORT'),
    httpsOnly: mode !== 'simulator',
    example: API_URLS[mode],
  });
  const isForTests = !PAYPLE_ORIGINS.production.includes(url) && PAYPLE_ORIGINS.test.includes(url);
  if (mode === 'production' && (isForTests || url === API_URLS.simulator)) {
    reader.fault('PAYPLE_API_URL', 'must be the production host in production mode', API_URLS.production);
  }
  return url;
}

function readExtraOrigins(reader: EnvironmentReader, mode: ProviderMode): string[] {
  const parts = (reader.optionalText('PAYPLE_ALLOWED_HOSTS') ?? '').split(',').flatMap((part) => part.trim() || []);
  const schemes = mode === 'simulator' ? ['https:', 'http:'] : ['https:'];
  const isOrigin = (text: string) =>
    URL.canParse(text) && schemes.includes(new URL(text).protocol) && new URL(text).origin === text;
  if (!parts.every(isOrigin)) {
    reader.fault('PAYPLE_ALLOWED_HOSTS', 'must be https origins parted by commas', 'https://cpay2.payple.kr');
    return [];
  }
  return parts;
}

function readCredential(
  reader: EnvironmentReader,
  name: string,
  mode: ProviderMode,
  credential: keyof typeof TEST_MERCHANT,
): string {
  const fallback = mode === 'production' ? undefined : TEST_MERCHANT[credential];
  const value = reader.text(name, { fallback, example: 'as issued to you by Payple' });
  if (mode === 'production' && value === TEST_MERCHANT[credential]) {
    reader.fault(name, 'must not be of Payple’s public test merchant in production', 'as issued to you by Payple');
  }
  return value;
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : '';
}

export const paypleConfig = registerAs('payple', () => readPaypleConfig(new EnvironmentReader(process.env)));
export type PaypleConfig = ReturnType<typeof readPaypleConfig>;
