// Whether an address of the web is read alike by everybody: by us, by browsers, and by whoever looks at it.
// Must never correct an address: what a parser would drop, map or rewrite in the name of the host is refused.
import { domainToUnicode } from 'node:url';

/** Scheme, two slashes, host, port, and the rest. The host is a name, an IPv4 address, or an IPv6 address in brackets. */
const ADDRESS =
  /^https?:\/\/(\[[0-9a-f:.]+\]|[^/?#:@[\]]+)(?::([1-9]\d{0,4}))?(?:[/?#][^\s\\\p{Cc}\p{Surrogate}]*)?$/iu;
/** What registries give out, and underscores, which names of machines have. No label begins or ends with a hyphen. */
const PLAIN_LABEL = /^(?!-)[a-z0-9_-]+(?<!-)$/;
/** Letters of any script, with what belongs to them; signs can look like the end of a host. */
const INTERNATIONAL_LABEL = /^(?!-)[\p{L}\p{M}\p{N}-]+(?<!-)$/u;

/**
 * Whether a text is an absolute http or https address with a host and without a password, of which every reader makes the
 * same. Names in other scripts may be written as they are, where nothing about them is mapped, or as Punycode.
 */
export function isWebAddress(text: string): boolean {
  const host = ADDRESS.exec(text)?.[1]?.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return host !== undefined && URL.canParse(text) && isReadAs(host, new URL(text).hostname);
}

/** @param read what the URL parser makes of the host: ASCII, international labels as Punycode, numbers as an IPv4 address */
function isReadAs(host: string, read: string): boolean {
  if (host.startsWith('[')) return host === read;
  const [labels, readLabels] = [host.split('.'), read.split('.')];
  return (
    labels.length === readLabels.length &&
    labels.every((label, place) => {
      const readLabel = readLabels[place] ?? '';
      if (PLAIN_LABEL.test(label)) return label === readLabel;
      return (
        INTERNATIONAL_LABEL.test(label) && label === label.normalize('NFKC') && domainToUnicode(readLabel) === label
      );
    })
  );
}
