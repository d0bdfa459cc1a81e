// Which addresses are on the open internet.
import { expect, test } from 'vitest';
import { isPublicAddress } from './public-address.js';

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '172.15.255.255',
  '172.32.0.1',
  '100.63.255.255',
  '100.128.0.1',
  '2606:4700::1111',
  '::ffff:8.8.8.8',
])('%s is', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  ['unspecified', '0.0.0.0'],
  ['this network', '0.1.2.3'],
  ['loopback', '127.0.0.1'],
  ['loopback', '127.255.255.254'],
  ['private', '10.0.0.1'],
  ['private', '172.16.0.1'],
  ['private', '172.31.255.255'],
  ['private', '192.168.1.1'],
  ['link-local, where clouds tell secrets', '169.254.169.254'],
  ['shared by a carrier', '100.64.0.1'],
  ['shared by a carrier', '100.127.255.255'],
  ['for tests of networks', '198.18.0.1'],
  ['for documentation', '192.0.2.1'],
  ['multicast', '224.0.0.1'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['loopback', '::1'],
  ['mapped loopback', '::ffff:127.0.0.1'],
  ['mapped loopback in hexadecimal', '::ffff:7f00:1'],
  ['mapped private', '::ffff:10.0.0.1'],
  ['the old way to write an IPv4 address', '::127.0.0.1'],
  ['link-local', 'fe80::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['unique-local', 'fd00::1'],
  ['unique-local, where clouds tell secrets', 'fd00:ec2::254'],
  ['translated loopback', '64:ff9b::7f00:1'],
  ['a tunnel to loopback', '2002:7f00:1::'],
  ['a tunnel', '2001:0:1::1'],
  ['for documentation', '2001:db8::1'],
  ['multicast', 'ff02::1'],
  ['octal', '0177.0.0.1'],
  ['a number', '2130706433'],
  ['short', '127.1'],
  ['a name', 'localhost'],
  ['nothing', ''],
])('not what is %s: %s', (_, address) => {
  expect(isPublicAddress(address)).toBe(false);
});
