// Where Payple's keys may go in each mode, and what stops a boot.
import { describe, expect, test } from 'vitest';
import { EnvironmentReader, type Environment } from './environment.js';
import { readPaypleConfig } from './payple.config.js';

function read(environment: Environment) {
  const reader = new EnvironmentReader(environment);
  const config = readPaypleConfig(reader);
  return {
    config,
    faulty: reader.faults.map((fault) => fault.split(' ')[0]).filter((name) => name?.startsWith('PAYPLE')),
  };
}

const REAL = {
  GYEOLJE_MODE: 'production',
  PUBLIC_URL: 'https://pay.example.com',
  PAYPLE_CST_ID: 'shop',
  PAYPLE_CUST_KEY: 'key',
  PAYPLE_REFUND_KEY: 'refund',
};

describe('the settings of Payple', () => {
  test.each<[string, Environment, string[]]>([
    ['simulator', {}, ['http://127.0.0.1:3002']],
    ['simulator on another port', { PAYPLE_SIMULATOR_PORT: '4002' }, ['http://127.0.0.1:4002']],
    [
      'simulator elsewhere, wherever one of this machine is',
      { PAYPLE_API_URL: 'http://127.0.0.1:9', PAYPLE_SIMULATOR_PORT: '0' },
      ['http://127.0.0.1:9'],
    ],
    ['simulator elsewhere', { PAYPLE_API_URL: 'http://127.0.0.1:9' }, ['http://127.0.0.1:9']],
    [
      'test',
      { GYEOLJE_MODE: 'test' },
      ['democpay', 'testcpay', 'demo-api-v2', 'cpay'].map((name) => `https://${name}.payple.kr`),
    ],
    [
      'production, with one more',
      { ...REAL, PAYPLE_ALLOWED_HOSTS: ' https://new.payple.kr' },
      ['https://cpay.payple.kr', 'https://api-v2.payple.kr', 'https://new.payple.kr'],
    ],
  ])('allow these origins in the mode %s', (_, environment, origins) => {
    const { config, faulty } = read(environment);
    expect([config.allowedOrigins, faulty]).toEqual([origins, []]);
  });

  test.each<[string, Environment, string[]]>([
    ['no credentials', { ...REAL, PAYPLE_CST_ID: '', PAYPLE_REFUND_KEY: '' }, ['PAYPLE_CST_ID', 'PAYPLE_REFUND_KEY']],
    ['the public key', { ...REAL, PAYPLE_CUST_KEY: 'abcd1234567890' }, ['PAYPLE_CUST_KEY']],
    ['the simulator', { ...REAL, PAYPLE_MODE: 'simulator' }, ['PAYPLE_MODE']],
    ['a test host', { ...REAL, PAYPLE_API_URL: 'https://democpay.payple.kr' }, ['PAYPLE_API_URL']],
    ['a plain host', { ...REAL, PAYPLE_API_URL: 'http://cpay.payple.kr' }, ['PAYPLE_API_URL']],
    ['a plain origin', { ...REAL, PAYPLE_ALLOWED_HOSTS: 'http://cpay.payple.kr' }, ['PAYPLE_ALLOWED_HOSTS']],
    ['a path for an origin', { ...REAL, PAYPLE_ALLOWED_HOSTS: 'https://a.kr/b' }, ['PAYPLE_ALLOWED_HOSTS']],
  ])('refuse %s in production', (_, environment, expected) => {
    expect(read(environment).faulty).toEqual(expected);
  });

  test.each<[string, Environment, string[]]>([
    ['both in the simulator', {}, ['card', 'transfer']],
    ['both at the test host', { GYEOLJE_MODE: 'test' }, ['card', 'transfer']],
    ['cards in production', REAL, ['card']],
    ['what is asked for, in that order', { ...REAL, PAYPLE_METHODS: 'transfer, card' }, ['transfer', 'card']],
    ['accounts alone', { PAYPLE_METHODS: 'transfer' }, ['transfer']],
  ])('offer %s', (_, environment, methods) => {
    const { config, faulty } = read(environment);
    expect([config.methods, faulty]).toEqual([methods, []]);
  });

  test('refuse a port of the simulator that is none', () => {
    expect(read({ PAYPLE_SIMULATOR_PORT: 'http' }).faulty).toEqual(['PAYPLE_SIMULATOR_PORT']);
  });

  test.each(['card,phone', 'card,card', 'card,', ','])('refuse the methods %j', (methods) => {
    expect(read({ PAYPLE_METHODS: methods }).faulty).toEqual(['PAYPLE_METHODS']);
  });

  test('take the server’s own address for the registered domain when none is named', () => {
    expect(read({ ...REAL, PUBLIC_URL: 'https://pay.example.com/shop' }).config.referer).toBe(
      'https://pay.example.com',
    );
  });
});
