// Every kind of caller that may knock at a door, with what it sends and what it may do.
// Must never hold a key that another proof could use: they are made for one house and die with it.
import { COMMAND_LINE } from '../../../src/rights/asker.js';
import { ApiKeysService } from '../../../src/access/api-keys.service.js';
import { hashApiKey } from '../../../src/access/api-key-text.js';
import { SCOPES, type Scope } from '../../../src/access/scopes.js';
import { showId } from '../../../src/common/ids.js';
import { approveAbout, sayWhoMadeKey } from '../../support/second-person.js';
import type { House } from '../../support/house.js';
import { Merchant } from '../../support/merchant.js';
import { withClient } from '../../support/read-rows.js';
import { SIMULATOR_MODE_KEY } from '../../support/simulator-mode-key.js';

/** Who knocks. */
export interface CallerKind {
  readonly name: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Brings no key at all, brings one that is none, or may do this. */
  readonly may: 'nothing, without a key' | 'nothing, with a wrong key' | readonly Scope[];
}

/** The callers of one house, and a merchant who may do everything, to prepare what they knock for. */
export interface Callers {
  readonly kinds: readonly CallerKind[];
  readonly merchant: Merchant;
}

/**
 * Makes keys of every kind.
 *
 * @param everySubset whether there is a key for each set of scopes, or only for each scope and for all of them
 */
export async function makeCallers(house: House, everySubset: boolean): Promise<Callers> {
  const service = house.app.get(ApiKeysService, { strict: false });
  const make = async (scopes: readonly Scope[]): Promise<{ key: string; id: string }> => {
    const { key, apiKey } = await service.create(COMMAND_LINE, { name: `may ${scopes.join(' ')}`, scopes });
    await approveAbout(house.app, showId('apiKey', apiKey.id));
    await sayWhoMadeKey(house.app, apiKey.id);
    return { key, id: apiKey.id };
  };
  const admin = await make(['admin:*']);
  const merchant = new Merchant(house.url, admin.key);
  const sets = everySubset ? subsetsOf(SCOPES) : [...SCOPES.map((scope) => [scope]), [...SCOPES]];
  const allowed: CallerKind[] = [];
  for (const scopes of sets) {
    allowed.push({ name: `a key for ${scopes.join(' ')}`, headers: bearer((await make(scopes)).key), may: scopes });
  }
  const [expired, revoked] = [await make(SCOPES), await make(SCOPES)];
  // Both have opened doors before they end, so that nothing the house remembers of them keeps a door open.
  for (const { key } of [expired, revoked]) await new Merchant(house.url, key).call('GET', '/v1/orders');
  await withClient(house.databaseUrl, (client) =>
    client.query(`UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE id = $1`, [expired.id]),
  );
  await service.revoke(revoked.id);
  return {
    merchant,
    kinds: [...withoutKey(admin.key), ...withWrongKey(admin.key, expired.key, revoked.key), ...allowed],
  };
}

function bearer(key: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${key}` };
}

/** A good key counts only where keys belong. */
function withoutKey(goodKey: string): CallerKind[] {
  const senders: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'somebody without a key': {},
    'somebody with an empty header': { authorization: '' },
    'somebody with the word Bearer alone': { authorization: 'Bearer' },
    'a good key as a password': { authorization: `Basic ${Buffer.from(`:${goodKey}`).toString('base64')}` },
    'a good key under another word': { authorization: `Token ${goodKey}` },
    'a good key without a word': { authorization: goodKey },
    'a good key with more behind it': { authorization: `Bearer ${goodKey} ${goodKey}` },
    'a good key in another header': { 'x-api-key': goodKey },
    'a good key in a cookie': { cookie: `key=${goodKey}; authorization=Bearer%20${goodKey}` },
    'a good key under the name of a proxy': { 'proxy-authorization': `Bearer ${goodKey}` },
  };
  return Object.entries(senders).map(([name, headers]) => ({ name, headers, may: 'nothing, without a key' }));
}

function withWrongKey(goodKey: string, expired: string, revoked: string): CallerKind[] {
  const lastLetter = goodKey.endsWith('A') ? 'B' : 'A';
  const keys: Readonly<Record<string, string>> = {
    'a text that is no key': 'x',
    'a key that was never made': `gy_test_${'A'.repeat(43)}`,
    'a key of production': goodKey.replace('gy_test_', 'gy_live_'),
    'the public key of simulator mode': SIMULATOR_MODE_KEY,
    'the hash of a good key': hashApiKey(goodKey),
    'a good key but for its last letter': goodKey.slice(0, -1) + lastLetter,
    'a good key without its last letter': goodKey.slice(0, -1),
    'a good key and one letter more': `${goodKey}A`,
    'a good key in capitals': goodKey.toUpperCase(),
    'a key that has expired': expired,
    'a key that was revoked': revoked,
  };
  return Object.entries(keys).map(([name, key]) => ({ name, headers: bearer(key), may: 'nothing, with a wrong key' }));
}

/** Every set of scopes but the empty one, which no key can have. */
function subsetsOf(scopes: readonly Scope[]): Scope[][] {
  const masks = Array.from({ length: 2 ** scopes.length - 1 }, (_, index) => index + 1);
  return masks.map((mask) => scopes.filter((_, bit) => (mask & (1 << bit)) !== 0));
}
