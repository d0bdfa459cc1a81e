// What holds for the whole process: mode, addresses, the key ring, limits.
// Must never hold a provider's settings; those are in the provider's own file.
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { registerAs } from '@nestjs/config';
import { whyNoAppScheme } from '../common/http/return-schemes.js';
import type { SealKey } from '../common/sealing.js';
import { EnvironmentReader, frozen } from './environment.js';

/** How serious it is: `simulator` moves no money, `test` uses the providers' test hosts, `production` is real. */
export const MODES = ['simulator', 'test', 'production'] as const;
export type Mode = (typeof MODES)[number];

/** A provider's mode: like the platform's, less serious, or `off` for a provider one has no contract with. */
export type ProviderMode = Mode | 'off';

/**
 * The mode of a provider. It follows the platform's and may be less serious, never more; in production it is real or off.
 *
 * @param name the variable, for example `PAYCO_MODE`
 */
export function readProviderMode(reader: EnvironmentReader, name: string): ProviderMode {
  const platformMode = readMode(reader.quiet());
  const mode = reader.choice<ProviderMode>(name, [...MODES, 'off'], platformMode);
  if (mode === 'off') return mode;
  if (MODES.indexOf(mode) > MODES.indexOf(platformMode)) {
    reader.fault(name, `must not be more serious than GYEOLJE_MODE, which is ${platformMode}`, platformMode);
  }
  if (platformMode === 'production' && mode === 'simulator') {
    reader.fault(name, 'must not be simulator in production', 'production');
  }
  return mode;
}

/**
 * Where the API of a provider is when nobody says so. A simulator runs on this machine, on the port that `npm start` gives it:
 * every program that asks the provider finds it there.
 *
 * @param port the variable of the simulator's port
 */
export function readUsualApiUrl(
  reader: EnvironmentReader,
  mode: ProviderMode,
  urls: Readonly<Record<ProviderMode, string>>,
  port: string,
): string {
  if (mode !== 'simulator') return urls[mode];
  const url = new URL(urls.simulator);
  url.port = String(reader.integer(port, { fallback: Number(url.port), least: 1, most: 65_535, example: url.port }));
  return url.origin;
}

/** The mode of the process; read first, because other settings depend on it. */
export function readMode(reader: EnvironmentReader): Mode {
  return reader.choice('GYEOLJE_MODE', MODES, 'simulator');
}

export function readPlatformConfig(reader: EnvironmentReader) {
  const mode = readMode(reader);
  const port = reader.integer('PORT', { fallback: 3000, least: 1, most: 65_535, example: '3000' });
  return frozen({
    mode,
    /** Address the server listens on. In simulator mode always the loopback, because its API key is public. */
    host: readHost(reader, mode),
    port,
    /** Where browsers and providers reach this server from outside. */
    publicUrl: reader.url('PUBLIC_URL', {
      fallback: mode === 'production' ? undefined : `http://127.0.0.1:${port}`,
      httpsOnly: mode === 'production',
      example: 'https://pay.example.com',
    }),
    /** Schemes of apps that buyers may be sent back to, beside http and https; in small letters. */
    returnUrlSchemes: readReturnUrlSchemes(reader),
    /** What buyers know the default seller by, on the hosted pages. */
    shopName: readShopName(reader),
    /** Seals secrets at rest; the first seals, all open. */
    sealKeys: readSealKeys(reader, mode),
    /** Addresses of reverse proxies whose X-Forwarded-For is believed. */
    trustedProxies: readTrustedProxies(reader),
    /** Requests a minute that one API key may make to one process. */
    requestsPerMinutePerKey: reader.integer('RATE_LIMIT_PER_KEY', {
      fallback: mode === 'simulator' ? 60_000 : 3_000,
      least: 1,
      most: 10_000_000,
      example: '3000',
    }),
    /** Requests a minute that one address may make to one process without a key. */
    requestsPerMinutePerAddress: reader.integer('RATE_LIMIT_PER_ADDRESS', {
      fallback: mode === 'simulator' ? 60_000 : 300,
      least: 1,
      most: 10_000_000,
      example: '300',
    }),
    /** Whether this process also runs background jobs; `npm run worker` runs them alone. */
    runsJobs: reader.flag('RUN_JOBS', true),
    /** Opens /metrics to others than this machine, as `Authorization: Bearer …`. Absent: in simulator mode open anyway. */
    metricsToken: readMetricsToken(reader),
    logLevel: reader.choice('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent'] as const, 'info'),
  });
}

function readHost(reader: EnvironmentReader, mode: Mode): string {
  const host = reader.text('HOST', { fallback: '127.0.0.1', example: '0.0.0.0' });
  if (mode === 'simulator' && !['127.0.0.1', '::1', 'localhost'].includes(host)) {
    reader.fault('HOST', 'must be the loopback in simulator mode, whose API key is public', '127.0.0.1');
  }
  return host;
}

function readShopName(reader: EnvironmentReader): string | undefined {
  const name = reader.optionalText('SHOP_NAME');
  if (name !== undefined && name.length > 50) reader.fault('SHOP_NAME', 'must be at most 50 characters', 'Slow Books');
  return name;
}

function readReturnUrlSchemes(reader: EnvironmentReader): string[] {
  const listed = (reader.optionalText('RETURN_URL_SCHEMES') ?? '').split(',');
  const schemes = listed.flatMap((part) => part.trim().toLowerCase() || []);
  for (const scheme of schemes) {
    const why = whyNoAppScheme(scheme);
    // A scheme is no secret, and without its name nobody knows which one is meant.
    if (why !== null)
      reader.fault('RETURN_URL_SCHEMES', `must not list ${JSON.stringify(scheme)}: ${why}`, 'myapp,shopapp');
  }
  return schemes;
}

function readTrustedProxies(reader: EnvironmentReader): string[] {
  const proxies = (reader.optionalText('TRUSTED_PROXIES') ?? '').split(',').flatMap((part) => part.trim() || []);
  const isAddress = (text: string) => {
    const [address = '', prefix, ...more] = text.split('/');
    return isIP(address) !== 0 && more.length === 0 && (prefix === undefined || /^\d{1,3}$/.test(prefix));
  };
  if (!proxies.every(isAddress)) {
    reader.fault('TRUSTED_PROXIES', 'must be IP addresses or networks parted by commas', '10.0.0.5,10.1.0.0/16');
  }
  return proxies;
}

function readMetricsToken(reader: EnvironmentReader): string | undefined {
  const token = reader.optionalText('METRICS_TOKEN');
  if (token === undefined || /^[\x21-\x7e]{16,200}$/.test(token)) return token;
  reader.fault(
    'METRICS_TOKEN',
    'must be 16 to 200 printable characters without spaces',
    'the output of openssl rand -hex 24',
  );
  return undefined;
}

function readSealKeys(reader: EnvironmentReader, mode: Mode): SealKey[] {
  const example = `2026-11:${'A'.repeat(43)}=`;
  const text = reader.text('SEAL_KEYS', { fallback: mode === 'simulator' ? LOCAL_SEAL_KEYS : undefined, example });
  if (text === '') return [];
  if (mode !== 'simulator' && text === LOCAL_SEAL_KEYS) {
    reader.fault('SEAL_KEYS', 'must not be the public key of simulator mode', example);
  }
  return text.split(',').flatMap((entry) => {
    const [name = '', encoded = ''] = entry.trim().split(':');
    const bytes = Buffer.from(encoded, 'base64');
    if (/^[A-Za-z0-9-]{1,32}$/.test(name) && bytes.length === 32) return { name, bytes };
    reader.fault('SEAL_KEYS', 'must be name:key pairs parted by commas, each key 32 bytes in base64', example);
    return [];
  });
}

/** Public, therefore worthless as a secret: good only where no money moves. */
const LOCAL_SEAL_KEYS = `local:${createHash('sha256').update('gyeolje simulator mode').digest('base64')}`;

export const platformConfig = registerAs('platform', () => readPlatformConfig(new EnvironmentReader(process.env)));
export type PlatformConfig = ReturnType<typeof readPlatformConfig>;
