// Looks up the addresses of host names that somebody outside chose: in the file of hosts, then at the name servers.
// Must never remember an answer: a name may lead elsewhere a moment later, and is checked anew at each connection.
// Must never ask the system (getaddrinfo): that takes one of the few threads in which the names of providers and of the
// database are looked up, for as long as somebody's name server likes to be silent.
import type { LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { hostsIn, searchDomainsIn } from './name-sources.js';

/** Where names are looked up, and how long. */
export interface NameSources {
  readonly hostsFile: string;
  readonly resolverFile: string;
  /** As `Resolver.setServers` takes them; null for those that the system is set up with. */
  readonly nameServers: readonly string[] | null;
  /** The most that one lookup takes. */
  readonly longestMs: number;
}

/** How long a name server has for its first answer; it is asked once more. */
const PATIENCE_MS = 2_000;
const TRIES = 2;

const SYSTEM: NameSources = {
  hostsFile: '/etc/hosts',
  resolverFile: '/etc/resolv.conf',
  nameServers: null,
  longestMs: 5_000,
};

const THIS_MACHINE: readonly LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

/** The name has no address, or none that was told in time. */
class NameError extends Error {
  constructor(
    name: string,
    /** As the system calls it, such as ENOTFOUND. */
    readonly code: string,
  ) {
    super(`${name} does not resolve: ${code}`);
  }
}

export class NameResolver {
  constructor(private readonly sources: NameSources = SYSTEM) {}

  /**
   * All its addresses, those of IPv4 first.
   *
   * @param signal ends the lookup
   * @throws NameError when there are none
   */
  async addressesOf(name: string, signal?: AbortSignal): Promise<LookupAddress[]> {
    const host = name.toLowerCase().replace(/\.$/, '');
    const known = await hostsIn(this.sources.hostsFile, host);
    if (known.length > 0) return known;
    // No name server is asked about these (RFC 6761), wherever it says they lead.
    if (host === 'localhost' || host.endsWith('.localhost')) return [...THIS_MACHINE];
    return this.#askNameServers(host, await this.#fullNames(name, host), signal);
  }

  /** What a short name may mean, the likeliest first; a dot at its end says that it is no short one. */
  async #fullNames(name: string, host: string): Promise<string[]> {
    if (name.endsWith('.')) return [host];
    const longer = (await searchDomainsIn(this.sources.resolverFile)).map((domain) => `${host}.${domain}`);
    return host.includes('.') ? [host, ...longer] : [...longer, host];
  }

  async #askNameServers(host: string, names: readonly string[], signal?: AbortSignal): Promise<LookupAddress[]> {
    // One for each lookup: it reads anew which name servers there are, and ending it ends nobody else's.
    const resolver = new Resolver({ timeout: PATIENCE_MS, tries: TRIES });
    if (this.sources.nameServers) resolver.setServers(this.sources.nameServers);
    let isOver = signal?.aborted === true;
    const end = (): void => {
      isOver = true;
      resolver.cancel();
    };
    const timer = setTimeout(end, this.sources.longestMs);
    signal?.addEventListener('abort', end, { once: true });
    const codes = new Map<string, string>();
    try {
      for (const name of names) {
        // Asked by the loop, because it may be over between two questions, when there is nothing to cancel.
        if (isOver) break;
        const answer = await ask(resolver, name);
        if (typeof answer !== 'string') return answer;
        codes.set(name, answer);
      }
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
    }
    throw new NameError(host, isOver ? 'ETIMEOUT' : (codes.get(host) ?? 'ENOTFOUND'));
  }
}

/** Both families are waited for, so that a name is judged by all its addresses. @returns a code when it has none */
async function ask(resolver: Resolver, name: string): Promise<LookupAddress[] | string> {
  const [ipv4, ipv6] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
  const addresses = [
    ...(ipv4.status === 'fulfilled' ? ipv4.value.map((address) => ({ address, family: 4 })) : []),
    ...(ipv6.status === 'fulfilled' ? ipv6.value.map((address) => ({ address, family: 6 })) : []),
  ];
  if (addresses.length > 0) return addresses;
  const codes = [ipv4, ipv6].flatMap((each) => (each.status === 'rejected' ? [codeOf(each.reason)] : []));
  // That one family has no address says less than what kept the other from being told.
  return codes.find((code) => code !== 'ENODATA' && code !== 'ENOTFOUND') ?? 'ENOTFOUND';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
}
