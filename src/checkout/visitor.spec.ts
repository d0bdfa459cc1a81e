import { describe, expect, it } from 'vitest';
import { deviceOf } from './device.js';
import { languageOf } from './language.js';
import { isSameOrigin } from './same-origin.guard.js';

describe('the language of a visitor', () => {
  it.each([
    ['en', 'ko-KR,ko;q=0.9', 'en'],
    ['ko', 'en-US', 'ko'],
    [undefined, 'ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
    [undefined, 'en-GB,en;q=0.9,ko;q=0.8', 'en'],
    [undefined, 'ko;q=0.5,en;q=0.7', 'en'],
    [undefined, 'ja,ko;q=0.5', 'en'],
    [undefined, undefined, 'ko'],
    [undefined, '*', 'ko'],
    ['fr', undefined, 'ko'],
    [['en', 'ko'], 'ko', 'ko'],
  ])('asked %j by a browser that reads %s: %s', (asked, accepted, wanted) => {
    expect(languageOf(asked, accepted)).toBe(wanted);
  });
});

describe('the device of a visitor', () => {
  const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36', 'pc', false],
    [`${IPHONE} Version/17.0 Mobile/15E148 Safari/604.1`, 'mobile', false],
    [`${IPHONE} Mobile/15E148`, 'mobile', true],
    [`${IPHONE} Mobile/15E148 KAKAOTALK 10.4.0`, 'mobile', true],
    ['Mozilla/5.0 (Linux; Android 14; SM-S921N; wv) Version/4.0 Chrome/126.0 Mobile Safari/537.36', 'mobile', true],
    ['Mozilla/5.0 (Linux; Android 14; SM-S921N) Chrome/126.0 Mobile Safari/537.36', 'mobile', false],
    [undefined, 'pc', false],
  ])('%s', (userAgent, channel, inApp) => {
    expect(deviceOf(userAgent)).toEqual({ channel, inApp });
  });
});

describe('where a post comes from', () => {
  const OWN = 'https://pay.example.com';
  it.each([
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ 'sec-fetch-site': 'cross-site', origin: OWN }, false],
    [{ 'sec-fetch-site': 'same-site', origin: OWN }, false],
    [{ origin: OWN }, true],
    [{ origin: 'https://evil.example.com' }, false],
    [{ origin: 'null' }, false],
    [{}, true],
  ])('%j: %s', (headers, wanted) => {
    expect(isSameOrigin(headers, OWN)).toBe(wanted);
  });
});
