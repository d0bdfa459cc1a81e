// What each command line means, and the one line that answers a wrong one.
import { describe, expect, test } from 'vitest';
import { readCommand, UsageError } from './command-line.js';

const KEY_ID = `key_${'0'.repeat(31)}1`;

describe('a command line', () => {
  test.each([
    ['', { does: 'help' }],
    ['--help', { does: 'help' }],
    ['seal rotate -h', { does: 'help' }],
    [
      'api-key create --name Shop --scopes orders:read,orders:write',
      { does: 'create api key', name: 'Shop', scopes: ['orders:read', 'orders:write'] },
    ],
    [
      'api-key create --name=Shop --scopes=admin:* --expires=2027-01-01',
      { does: 'create api key', name: 'Shop', scopes: ['admin:*'], expiresAt: new Date('2026-12-31T15:00:00Z') },
    ],
    [
      'api-key create --name Shop --scopes admin:* --expires 2027-01-01T00:00:00Z',
      { does: 'create api key', name: 'Shop', scopes: ['admin:*'], expiresAt: new Date('2027-01-01T00:00:00Z') },
    ],
    [
      'api-key create --name Shop --scopes cancellations:write --limit-per-request 50000 --limit-per-day 0',
      {
        does: 'create api key',
        name: 'Shop',
        scopes: ['cancellations:write'],
        limits: { perRequestWon: 50_000, perDayWon: 0 },
      },
    ],
    ['api-key list', { does: 'list api keys' }],
    [`api-key revoke ${KEY_ID}`, { does: 'revoke api key', id: '00000000-0000-0000-0000-000000000001' }],
    ['admin create', { does: 'create administrator', readsPassword: false }],
    [
      'admin create --email second-admin@localhost',
      { does: 'create administrator', email: 'second-admin@localhost', readsPassword: false },
    ],
    [
      'admin create --email kim@shop.example.com --name Kim --password-stdin',
      { does: 'create administrator', email: 'kim@shop.example.com', name: 'Kim', readsPassword: true },
    ],
    ['seller add gangnam --name Gangnam', { does: 'add seller', code: 'gangnam', name: 'Gangnam' }],
    ['seller set-credentials gangnam payco', { does: 'set credentials', code: 'gangnam', provider: 'payco' }],
    ['seal rotate', { does: 'rotate seals' }],
    ['audit money', { does: 'audit money', everything: false }],
    ['audit money --all', { does: 'audit money', everything: true }],
    [
      'audit provider --from 2026-01-01 --to 2026-01-31T09:00:00+09:00',
      { does: 'audit providers', from: new Date('2025-12-31T15:00:00Z'), to: new Date('2026-01-31T00:00:00Z') },
    ],
    ['config check', { does: 'check configuration' }],
  ])('"%s" is read as %o', (line, command) => {
    expect(readCommand(words(line))).toEqual(command);
  });

  test.each([
    ['api-key', 'no command "api-key"'],
    ['frobnicate', 'no command "frobnicate"'],
    ['api-key create --scopes admin:*', '--name'],
    ['api-key create --name x', '--scopes'],
    ['api-key create --name x --scopes orders:*', '"orders:*"'],
    ['api-key create --name x --scopes admin:* --expires tomorrow', '--expires'],
    ['api-key create --name x --scopes admin:* --expires 2027-02-30', '--expires'],
    ['api-key create --name x --scopes admin:* --limit-per-order 1,000', '--limit-per-order'],
    ['api-key create --name x --scopes admin:* --limit-per-day 1000000000001', '--limit-per-day'],
    ['api-key create --name x --scopes admin:* --colour red', '--colour'],
    ['api-key create --name', '--name'],
    ['api-key list --name x', '--name'],
    ['api-key list --all', '--all'],
    ['audit money now', 'too many'],
    ['audit provider --from 2026-01-01', '--to'],
    ['audit provider --from 2026-02-01 --to 2026-01-01', '--from must be before --to'],
    ['audit provider --from yesterday --to 2026-01-01', '--from'],
    ['admin create --email kim@shop', '--email'],
    ['admin create --email kim@localhost.', '--email'],
    ['admin create --email kim', '--email'],
    ['admin create --password secret', '--password'],
    ['admin create --password-stdin secret', 'too many'],
    ['api-key revoke', '<id>'],
    ['api-key revoke ord_1', '<id>'],
    ['seller add --name x', '<code>'],
    ['seller add a/b --name x', '<code>'],
    ['seller set-credentials gangnam', '<provider>'],
    ['seller set-credentials gangnam payco {"secret":"x"}', 'too many'],
  ])('"%s" is refused in one line that says %s', (line, part) => {
    const reading = () => readCommand(words(line));
    expect(reading).toThrow(UsageError);
    expect(reading).toThrow(part);
    expect(reading).toThrow(/^[^\n]{1,200}$/);
  });
});

function words(line: string): string[] {
  return line.split(' ').filter((word) => word !== '');
}
