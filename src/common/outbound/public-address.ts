// Which IP addresses are on the open internet, as the IANA registries of special addresses tell it.
// Must never let pass what it does not understand.
import ipaddr from 'ipaddr.js';

/** Where the open internet's IPv6 addresses are; the library calls unicast whatever it has no other name for. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Whether anybody on the internet may have this address: not loopback, private, link-local, unique-local, shared by a
 * carrier, unspecified, multicast, reserved, nor an IPv6 address that stands for an IPv4 one that is.
 *
 * @param address IPv4 or IPv6, without brackets
 */
export function isPublicAddress(address: string): boolean {
  // Forms such as 0177.1 mean different addresses to different readers.
  if (!ipaddr.IPv4.isValidFourPartDecimal(address) && !ipaddr.IPv6.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_IPV6);
}
