// PAYCO: host, credentials and texts for simulator, test and production.
// Must never be read outside src/payco; everybody else talks to the provider port.
import { registerAs } from '@nestjs/config';
import { EnvironmentReader, frozen } from './environment.js';
import { readPlatformConfig, readProviderMode, readUsualApiUrl, type ProviderMode } from './platform.config.js';

const API_URLS: Readonly<Record<ProviderMode, string>> = {
  off: '',
  simulator: 'http://127.0.0.1:3001',
  test: 'https://alpha-api-bill.payco.com',
  production: 'https://api-bill.payco.com',
};

/** PAYCO's public test merchant, printed in its official samples. */
const TEST_MERCHANT = { sellerKey: 'S0FSJE', cpId: 'PARTNERTEST', productId: 'PROD_EASY' } as const;

export function readPaycoConfig(reader: EnvironmentReader) {
  const mode = readProviderMode(reader, 'PAYCO_MODE');
  const test = mode === 'production' ? undefined : TEST_MERCHANT;
  const { publicUrl } = readPlatformConfig(reader.quiet());
  return frozen({
    mode,
    apiUrl: readApiUrl(reader, mode),
    /** Credentials of the default seller; sellers in the database have their own. */
    credentials: {
      sellerKey: readCredential(reader, 'PAYCO_SELLER_KEY', mode, test?.sellerKey),
      cpId: readCredential(reader, 'PAYCO_CP_ID', mode, test?.cpId),
      productId: readCredential(reader, 'PAYCO_PRODUCT_ID', mode, test?.productId),
    },
    /** How long one call may take from the first byte sent to the last byte read. PAYCO recommends 30 seconds. */
    timeoutMs: reader.integer('PAYCO_TIMEOUT_MS', { fallback: 30_000, least: 50, most: 120_000, example: '30000' }),
    /** `EASYPAY`: the buyer is the shop's guest; `EASYPAY_F`: a member of the shop. */
    orderMethod: reader.choice('PAYCO_ORDER_METHOD', ['EASYPAY', 'EASYPAY_F'] as const, 'EASYPAY'),
    orderSheetUiType: reader.choice('PAYCO_SHEET_COLOR', ['GRAY', 'RED'] as const, 'GRAY'),
    /** The buyer's browser comes back here; the payment's id is added as the last part of the path. */
    returnUrl: `${publicUrl}/v1/payco/return`,
    /** PAYCO tells here that money arrived in a virtual account. */
    depositNoticeUrl: `${publicUrl}/v1/payco/deposits`,
  });
}

function readApiUrl(reader: EnvironmentReader, mode: ProviderMode): string {
  const isSaid = reader.optionalText('PAYCO_API_URL') !== undefined;
  const url = reader.url('PAYCO_API_URL', {
    fallback: isSaid ? undefined : readUsualApiUrl(reader, mode, API_URLS, 'PAYCO_SIMULATOR_PORT'),
    httpsOnly: mode !== 'simulator',
    example: API_URLS[mode],
  });
  if (mode === 'production' && [API_URLS.simulator, API_URLS.test].includes(url)) {
    reader.fault('PAYCO_API_URL', 'must be the production host in production mode', API_URLS.production);
  }
  return url;
}

function readCredential(
  reader: EnvironmentReader,
  name: string,
  mode: ProviderMode,
  fallback: string | undefined,
): string {
  const value = reader.text(name, { fallback, example: 'as issued to you by PAYCO' });
  const isPublic = Object.values(TEST_MERCHANT).some((publicValue) => publicValue === value);
  if (mode === 'production' && isPublic) {
    reader.fault(name, 'must not be of PAYCO’s public test merchant in production', 'as issued to you by PAYCO');
  }
  return value;
}

export const paycoConfig = registerAs('payco', () => readPaycoConfig(new EnvironmentReader(process.env)));
export type PaycoConfig = ReturnType<typeof readPaycoConfig>;
