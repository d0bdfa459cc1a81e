// A day in the house with secrets of its own making: who has which, what is heard on the lines, and all that was answered.
// Must never look for secrets in one place only because it thinks they cannot be in another.
import { randomBytes } from 'node:crypto';
import { Canaries, type Place } from '../../support/canaries.js';
import { startHouse, type House } from '../../support/house.js';
import { Merchant } from '../../support/merchant.js';
import { SIMULATOR_MODE_KEY } from '../../support/simulator-mode-key.js';
import { WebhookReceiver } from '../../support/webhook-receiver.js';
import { startWiretap, type Wiretap } from '../../support/wiretap.js';
import { columnsOf, recordAnswers, type AnswerRecord } from './places.js';

/** Fields in which secrets go over the line to and from the providers. */
const SECRET_FIELDS: Readonly<Record<string, string>> = {
  cst_id: 'a merchant’s Payple id or its token',
  custKey: 'a Payple custKey or its token',
  AuthKey: 'a Payple AuthKey',
  PCD_CST_ID: 'a merchant’s Payple id or its token',
  PCD_CUST_KEY: 'a Payple custKey or its token',
  PCD_AUTH_KEY: 'a Payple AuthKey',
  PCD_PAY_REQKEY: 'a Payple request key',
  PCD_PAYER_ID: 'a Payple payer id',
  PCD_REFUND_KEY: 'a Payple refund key',
  sellerKey: 'a PAYCO sellerKey',
  paymentCertifyToken: 'a PAYCO certify token',
  orderCertifyKey: 'a PAYCO certify key',
};

/** The script in the buyer's page opens the window with these, and with nothing else. */
const WINDOW_DOOR = /^POST \/v1\/payple\/authorizations\//;
const WINDOW_TOKENS: ReadonlySet<string> = new Set(['cst_id', 'custKey', 'AuthKey']);

/** A seller's credentials at both providers. */
interface Credentials {
  readonly payco: { readonly sellerKey: string; readonly cpId: string; readonly productId: string };
  readonly payple: { readonly cstId: string; readonly custKey: string; readonly refundKey: string };
}

export interface Day {
  readonly house: House;
  readonly canaries: Canaries;
  /** The merchant's server, with the key that everybody knows. */
  readonly merchant: Merchant;
  /** A seller beside the default one; set up by the first step. */
  readonly branch: Credentials;
  /** A shop's server that is told of everything; what it answers is set up by the first step about it. */
  readonly shop: WebhookReceiver;
  readonly logLines: readonly string[];
  readonly answers: readonly AnswerRecord[];
  /** Learns the secrets that went over the lines, and says where anything was left to be read. */
  placesOf(what: 'logs' | 'database' | 'answers'): Promise<Place[]>;
  close(): Promise<void>;
}

export async function beginDay(): Promise<Day> {
  const canaries = new Canaries();
  const [paycoLine, paypleLine] = await Promise.all([startWiretap(), startWiretap()]);
  const [own, branch] = [newCredentials(), newCredentials()];
  const sealKey = randomBytes(32).toString('base64');
  const metricsToken = `metrics-${randomText()}`;
  const logLines: string[] = [];
  const shop = await new WebhookReceiver().start();
  const house = await startHouse({
    paycoUrl: paycoLine.url,
    logDestination: { write: (line) => void logLines.push(line) },
    environment: {
      ...credentialsEnvironment(own),
      PAYPLE_API_URL: paypleLine.url,
      PAYPLE_CARD_VERSION: '01',
      LOG_LEVEL: 'debug',
      SEAL_KEYS: `canary:${sealKey}`,
      METRICS_TOKEN: metricsToken,
      CALL_OPERATOR_AFTER_MS: '1000',
      WEBHOOK_ALLOW_PRIVATE_ADDRESSES: 'true',
    },
  });
  paycoLine.connect(house.payco.url);
  paypleLine.connect(house.payple.url);
  for (const credentials of [own, branch]) await introduce(house, credentials);
  canaries.add('a sealing key', sealKey);
  canaries.add('a sealing key', Buffer.from(sealKey, 'base64').toString('hex'));
  canaries.add('the metrics token', metricsToken);
  canaries.add('an API key', SIMULATOR_MODE_KEY);
  const recording = recordAnswers(house.url);
  return {
    house,
    canaries,
    merchant: house.merchant,
    branch,
    shop,
    logLines,
    answers: recording.answers,
    placesOf: async (what) => {
      for (const line of [paycoLine, paypleLine]) listen(line, canaries);
      if (what === 'logs') return logLines.map((text) => ({ name: `the log line ${text.slice(0, 60)}`, text }));
      if (what === 'database') return columnsOf(house.databaseUrl);
      return [...recording.answers];
    },
    close: async () => {
      recording.stop();
      await house.close();
      await shop.stop();
      await Promise.all([paycoLine.close(), paypleLine.close()]);
    },
  };
}

/** Tells the simulators who their merchants are. */
async function introduce({ payco, payple, url }: House, credentials: Credentials): Promise<void> {
  await tell(`${payco.url}/control/merchants`, credentials.payco);
  await tell(`${payple.url}/control/merchants`, {
    ...credentials.payple,
    clientKey: `client-${randomText()}`,
    noticeUrl: `${url}/v1/payple/notices`,
  });
}

async function tell(url: string, body: unknown): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`The simulator refused ${url}: ${await response.text()}`);
}

/** Every value of a secret field, whoever said it. */
function listen({ heard }: Wiretap, canaries: Canaries): void {
  for (const { request, answer } of heard) {
    for (const [field, secret] of secretsIn(request)) canaries.add(SECRET_FIELDS[field] ?? field, secret);
    const isForWindow = WINDOW_PURPOSE.test(request);
    for (const [field, secret] of secretsIn(answer)) {
      const belongsIn = isForWindow && WINDOW_TOKENS.has(field) ? WINDOW_DOOR : null;
      canaries.add(SECRET_FIELDS[field] ?? field, secret, belongsIn);
    }
  }
}

/** What the house asks a window's tokens with: nothing but who asks, and for cards what is paid with. */
const WINDOW_PURPOSE = /"custKey":"[^"]*"(,"PCD_PAY_TYPE":"card")?\}$/;

function secretsIn(text: string): [field: string, secret: string][] {
  const names = Object.keys(SECRET_FIELDS).join('|');
  const json = text.matchAll(new RegExp(`"(${names})":"([^"\\\\]{8,})"`, 'g'));
  const form = text.includes('{') ? [] : [...new URLSearchParams(text)].filter(([name]) => name in SECRET_FIELDS);
  return [
    ...[...json].map(([, field = '', secret = '']): [string, string] => [field, secret]),
    ...form.filter(([, secret]) => secret.length >= 8),
  ];
}

function newCredentials(): Credentials {
  const name = randomText();
  return {
    payco: { sellerKey: `SELLER${name}`, cpId: `CP${name}`, productId: `PROD${name}` },
    payple: { cstId: `cst${name.slice(0, 9)}`, custKey: `cust-${randomText()}`, refundKey: `refund-${randomText()}` },
  };
}

function credentialsEnvironment({ payco, payple }: Credentials): Record<string, string> {
  return {
    PAYCO_SELLER_KEY: payco.sellerKey,
    PAYCO_CP_ID: payco.cpId,
    PAYCO_PRODUCT_ID: payco.productId,
    PAYPLE_CST_ID: payple.cstId,
    PAYPLE_CUST_KEY: payple.custKey,
    PAYPLE_REFUND_KEY: payple.refundKey,
  };
}

function randomText(): string {
  return randomBytes(12).toString('hex');
}
