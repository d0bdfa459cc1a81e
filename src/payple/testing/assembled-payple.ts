// Payple's classes put together for a spec, against a server that a spec scripts.
// Must never be imported by the platform itself, nor stand in for any of them.
import { HttpService } from '@nestjs/axios';
import type { Clock } from '../../common/clock.js';
import { Outbound } from '../../common/outbound/post.js';
import { Sealer } from '../../common/sealing.js';
import { EnvironmentReader } from '../../config/environment.js';
import { readPaypleConfig } from '../../config/payple.config.js';
import { ProviderRegistry } from '../../orders/provider-registry.js';
import type { ExchangeRecord, ExchangeSink, Reply } from '../../orders/provider-reply.js';
import { PaypleBilling } from '../billing/payple.billing.js';
import { PaypleCharges } from '../payple-charges.service.js';
import { PaypleInquiries } from '../payple-inquiries.service.js';
import { PaypleClient } from '../payple.client.js';
import { PaypleProvider } from '../payple.provider.js';
import { WindowTokens } from '../window/payple-window-tokens.js';
import type { ScriptedAnswer, ScriptedPayple } from './scripted-payple.js';

/** What a call came to. */
export interface Ran<T> {
  readonly reply: Reply<T>;
  readonly exchanges: readonly ExchangeRecord[];
  readonly operations: readonly string[];
}

/**
 * Makes one call to a provider of its own.
 *
 * @param works what Payple answers to the work calls, one by one
 * @param environment settings beside a short timeout
 */
export async function runWith<T>(
  payple: ScriptedPayple,
  clock: Clock,
  works: readonly ScriptedAnswer[],
  call: (provider: PaypleProvider, sink: ExchangeSink) => Promise<Reply<T>>,
  environment: Readonly<Record<string, string>> = {},
): Promise<Ran<T>> {
  payple.works.push(...works);
  const config = readPaypleConfig(
    new EnvironmentReader({
      PAYPLE_API_URL: payple.url,
      PAYPLE_TIMEOUT_MS: '400',
      PAYPLE_REFERER: 'https://shop.example.com',
      ...environment,
    }),
  );
  const outbound = new Outbound(new HttpService());
  const tokens = new WindowTokens(new Sealer([{ name: 'k', bytes: Buffer.alloc(32, 1) }]), clock);
  const client = new PaypleClient(outbound, clock, config);
  const charges = new PaypleCharges(client);
  const inquiries = new PaypleInquiries(client, config);
  const billing = new PaypleBilling(client, charges, inquiries, clock, tokens, config);
  const provider = new PaypleProvider(
    client,
    charges,
    inquiries,
    billing,
    tokens,
    new ProviderRegistry(),
    clock,
    config,
  );
  const exchanges: ExchangeRecord[] = [];
  const reply = await call(provider, { record: (each) => exchanges.push(each) });
  outbound.onApplicationShutdown();
  return { reply, exchanges, operations: exchanges.map(({ operation }) => operation) };
}

/** A reply in few words: what it is, and why. */
export function inWords(reply: Reply<unknown>): string {
  if (reply.is === 'unknown' && reply.mustGoBack) return 'unknown to go back';
  if (reply.is !== 'refused') return reply.is;
  const { reason, providerCode } = reply.refusal;
  return `refused ${reason}${providerCode === undefined ? '' : ` ${providerCode}`}`;
}
