// What the boot takes and refuses of the whole platform's settings.
import { expect, test } from 'vitest';
import { EnvironmentReader } from './environment.js';
import { readPlatformConfig } from './platform.config.js';

test('the boot names each scheme that cannot be listed, and why', () => {
  const reader = new EnvironmentReader({ RETURN_URL_SCHEMES: 'MyApp, javascript ,shopapp,HTTPS' });
  expect(readPlatformConfig(reader).returnUrlSchemes).toEqual(['myapp', 'javascript', 'shopapp', 'https']);
  expect(reader.faults).toEqual([
    expect.stringContaining('RETURN_URL_SCHEMES must not list "javascript": it is run') as unknown,
    expect.stringContaining('RETURN_URL_SCHEMES must not list "https": http and https need not be listed') as unknown,
  ]);
  expect(readPlatformConfig(new EnvironmentReader({})).returnUrlSchemes).toEqual([]);
});

test.each([
  'https:///pay.example.com',
  'https:pay.example.com',
  'https://:secret@pay.example.com',
  'https://pay。example.com',
  'https://pay.example.com\\@evil.example.com',
])('the boot refuses the public address %j, which not everybody reads alike', (PUBLIC_URL) => {
  const reader = new EnvironmentReader({ PUBLIC_URL });
  readPlatformConfig(reader);
  expect(reader.faults).toEqual([expect.stringContaining('PUBLIC_URL must be an http or https address')]);
});
