// Which addresses a buyer may be sent back to: those of the web, and those of apps whose scheme the operator has listed.
// Must never let a scheme through that a browser would run, show as a page of its own, or hand to a program of the system.
import { Problem } from '../problems.js';
import { isWebAddress } from './web-address.js';

/** A scheme as RFC 3986 writes it, in small letters. */
const SCHEME = /^[a-z][a-z0-9+.-]{1,39}$/;
const WEB = /^https?$/;

/** What browsers run, read or open by themselves. None of them can belong to an app. */
const REFUSED: Readonly<Record<string, string>> = {
  javascript: 'it is run',
  vbscript: 'it is run',
  livescript: 'it is run',
  mocha: 'it is run',
  data: 'it holds a page of its own',
  blob: 'it holds a page of its own',
  about: 'it is a page of the browser',
  chrome: 'it is a page of the browser',
  resource: 'it is a page of the browser',
  file: 'it is a file',
  filesystem: 'it is a file',
  jar: 'it is a file',
  content: 'it is a file',
  ftp: 'it is a file',
  smb: 'it is a file',
  mhtml: 'it holds a page of its own',
  feed: 'it can carry another address',
  pcast: 'it can carry another address',
  googlechrome: 'it can carry another address',
  googlechromes: 'it can carry another address',
  firefox: 'it can carry another address',
  opera: 'it is a page of the browser',
  edge: 'it is a page of the browser',
  brave: 'it is a page of the browser',
  vivaldi: 'it is a page of the browser',
  intent: 'it can carry a script or another address; list the scheme of the app itself',
  'android-app': 'it can carry another address; list the scheme of the app itself',
  ws: 'it is no page',
  wss: 'it is no page',
  mailto: 'it writes to somebody',
  sms: 'it writes to somebody',
  tel: 'it calls somebody',
  ssh: 'it opens a program of the system',
  telnet: 'it opens a program of the system',
  shell: 'it opens a program of the system',
  ldap: 'it opens a program of the system',
  search: 'it opens a program of the system',
  'itms-services': 'it installs a program',
  'itms-apps': 'it opens a program of the system',
  'search-ms': 'it opens a program of the system',
};
const REFUSED_KINDS: readonly (readonly [RegExp, string])[] = [
  [/script$/, 'it is run'],
  [/^view-/, 'it shows another address'],
  [/-extension$/, 'it is a page of the browser'],
  [/^ms-/, 'it opens a program of the system'],
  [/^microsoft-/, 'it opens a program of the system'],
  [/^x-apple/, 'it opens a program of the system'],
];

/** Why a scheme cannot be listed, completing "… cannot be one, because"; `null`: it can. */
export function whyNoAppScheme(scheme: string): string | null {
  if (!SCHEME.test(scheme)) return 'it is no scheme in small letters';
  if (WEB.test(scheme)) return 'http and https need not be listed';
  const own = Object.hasOwn(REFUSED, scheme) ? REFUSED[scheme] : undefined;
  return own ?? REFUSED_KINDS.find(([kind]) => kind.test(scheme))?.[1] ?? null;
}

/** Whether a value is an absolute address of the web, or one that an app could have, which means the same to every reader. */
export function isReturnUrl(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 1000) return false;
  // The URL parser forgives blanks, control characters and backslashes; other readers do not.
  const scheme = /^([a-z][a-z0-9+.-]*):\/\/[^\s\\\p{Cc}\p{Surrogate}]*$/iu.exec(value)?.[1]?.toLowerCase();
  if (scheme === undefined || !URL.canParse(value)) return false;
  if (WEB.test(scheme)) return isWebAddress(value);
  const { username, password } = new URL(value);
  return username === '' && password === '' && whyNoAppScheme(scheme) === null;
}

/** The scheme of an app's address, such as `myapp`; `null` for one of the web. */
export function appSchemeOf(returnUrl: string): string | null {
  const scheme = new URL(returnUrl).protocol.slice(0, -1);
  return WEB.test(scheme) ? null : scheme;
}

/** @throws Problem `malformed_request` when it is an app's address and the scheme is not listed */
export function requireListedScheme(returnUrl: string, schemes: readonly string[]): void {
  const scheme = appSchemeOf(returnUrl);
  if (scheme === null || schemes.includes(scheme)) return;
  throw new Problem('malformed_request', {
    detail: `returnUrl must be an http or https address${schemes.length === 0 ? '' : `, or begin with ${schemes.join(':// or ')}://`}. The schemes of apps are listed in RETURN_URL_SCHEMES.`,
  });
}
