import { describe, expect, test } from 'vitest';
import { databaseChoice, localPostgresFolder } from './database-choice.js';

const URL = 'postgres://gyeolje:password@db.example.com:5432/gyeolje';

describe('the database a program uses', () => {
  test.each([
    ['the configured one', { DATABASE_URL: URL }, 'configured'],
    ['the configured one in production mode', { DATABASE_URL: URL, GYEOLJE_MODE: 'production' }, 'configured'],
    ['the local one when nothing is configured', {}, 'local'],
    ['the local one when the variable is empty', { DATABASE_URL: ' ' }, 'local'],
    ['the local one in test mode', { GYEOLJE_MODE: 'test' }, 'local'],
    ['none in production mode', { GYEOLJE_MODE: 'production' }, 'none'],
    ['none in production mode, with spaces around it as in a file', { GYEOLJE_MODE: ' production ' }, 'none'],
  ] as const)('is %s', (_case, environment, choice) => {
    expect(databaseChoice(environment)).toBe(choice);
  });
});

test.each([
  ['the folder .data here', {}, `${process.cwd()}/.data/postgres`],
  ['the configured folder', { DATA_FOLDER: '/var/lib/gyeolje' }, '/var/lib/gyeolje/postgres'],
])('the local PostgreSQL keeps its data in %s', (_case, environment, folder) => {
  expect(localPostgresFolder(environment)).toBe(folder);
});
