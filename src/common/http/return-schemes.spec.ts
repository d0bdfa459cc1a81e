// Which schemes of apps can be listed, and what is listed counts however it is written.
import { expect, test } from 'vitest';
import { appSchemeOf, requireListedScheme, whyNoAppScheme } from './return-schemes.js';

test.each(['myapp', 'shop.example.kr', 'a2+b-c.d', 'kakao1234'])('%s can be listed', (scheme) => {
  expect(whyNoAppScheme(scheme)).toBeNull();
});

test.each([
  ...['javascript', 'data', 'file', 'blob', 'vbscript', 'about', 'intent', 'view-source', 'ws', 'wss', 'ecmascript'],
  ...['android-app', 'filesystem', 'jar', 'moz-extension', 'ms-word', 'ftp', 'mailto', 'tel', 'sms', 'http', 'https'],
  ...['', 'x', 'my app', 'my_app', '1app', 'MyApp', 'myapp:', 'myapp://', 'a'.repeat(41), 'constructor:'],
])('%s cannot be listed', (scheme) => {
  expect(whyNoAppScheme(scheme)).not.toBeNull();
});

test('an app counts when its scheme is listed, and the web always does', () => {
  expect(appSchemeOf('MyApp://x')).toBe('myapp');
  expect(appSchemeOf('HTTPS://shop.example.com')).toBeNull();
  expect(() => requireListedScheme('MYAPP://x', ['myapp'])).not.toThrow();
  expect(() => requireListedScheme('http://shop.example.com', [])).not.toThrow();
  expect(() => requireListedScheme('otherapp://x', ['myapp', 'shopapp'])).toThrow(
    'returnUrl must be an http or https address, or begin with myapp:// or shopapp://.',
  );
  expect(() => requireListedScheme('myapp://x', [])).toThrow('returnUrl must be an http or https address.');
});
