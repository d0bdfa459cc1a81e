// A merchant's returnUrl with hints for its page.
// Must never change what the merchant wrote, nor carry proof of anything.

/** The address with the hints in its query; those that it had under the same names are replaced. */
export function withHints(returnUrl: string, hints: Readonly<Record<string, string>>): string {
  const url = new URL(returnUrl);
  // By hand, because URLSearchParams would write the merchant's own parameters anew, in another spelling.
  const own = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !(nameOf(pair) in hints));
  url.search = [...own, new URLSearchParams(hints).toString()].join('&');
  return url.href;
}

function nameOf(pair: string): string {
  return [...new URLSearchParams(pair).keys()][0] ?? '';
}
