// Chooses how a file is sent, by what the browser says it can read.
// Must never choose what was refused with `q=0`.
import { ENCODINGS, type Encoding } from './console-files.js';

/**
 * The best encoding that both sides have.
 *
 * @param header the request's Accept-Encoding
 * @param available what the file exists in; `identity` always is
 */
export function chooseEncoding(header: string | undefined, available: (encoding: Encoding) => boolean): Encoding {
  const accepted = new Set(
    (header ?? '').split(',').flatMap((part) => {
      const [name = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
      return parameters.some((each) => /^q=0(\.0*)?$/.test(each)) ? [] : [name];
    }),
  );
  return ENCODINGS.find((each) => accepted.has(each) && available(each)) ?? 'identity';
}
