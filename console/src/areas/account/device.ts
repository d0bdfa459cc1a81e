// What to call a device, by what its browser calls itself.
// Must never be taken for proof of anything: a browser may call itself what it likes.

const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bWhale\//, 'Whale'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** For example `Chrome · Windows`; `null` when nothing in it is known. */
export function deviceOf(userAgent: string): string | null {
  const names = [BROWSERS, SYSTEMS].flatMap((table) => {
    const found = table.find(([pattern]) => pattern.test(userAgent));
    return found ? [found[1]] : [];
  });
  return names.length === 0 ? null : names.join(' · ');
}
