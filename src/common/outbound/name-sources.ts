// What the files of the system say about host names: addresses in the file of hosts, domains in the file of the resolver.
// Must never fail for a line it does not understand, nor for a file that is not there.
import type { LookupAddress } from 'node:dns';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';

/**
 * The addresses that a file in the form of `/etc/hosts` gives a name, in their order.
 *
 * @param name in small letters, without a dot at its end
 */
export async function hostsIn(file: string, name: string): Promise<LookupAddress[]> {
  const addresses: LookupAddress[] = [];
  for (const [address = '', ...names] of await linesOf(file)) {
    const family = isIP(address);
    if (family !== 0 && names.some((each) => each.toLowerCase() === name)) addresses.push({ address, family });
  }
  return addresses;
}

/** The domains in which short names are looked for, as a file in the form of `/etc/resolv.conf` lists them. */
export async function searchDomainsIn(file: string): Promise<string[]> {
  const lists = (await linesOf(file)).filter(([keyword]) => keyword === 'search' || keyword === 'domain');
  // The last one holds.
  const [, ...domains] = lists.at(-1) ?? [];
  return domains.map((domain) => domain.replace(/\.$/, '')).filter((domain) => domain !== '');
}

/** The words of each line that has any, without comments. */
async function linesOf(file: string): Promise<string[][]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const lines = text.split(/\r?\n/).map((line) => line.replace(/[#;].*$/, '').trim());
  return lines.filter((line) => line !== '').map((line) => line.split(/\s+/));
}
