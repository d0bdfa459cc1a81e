// The one way in which a call says no: a code, a text and, for declined cards, the code of the issuer.
// Must never be thrown after an effect was written to the books.
import { DEFAULT_PG_ERROR_CODE, OWN, type OwnCode, ownText, PG_TEXTS, SEEN, textOf } from './codes.js';

export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string = textOf(code),
    readonly pgErrorCode?: string,
  ) {
    super(message);
  }

  static own(code: OwnCode): Refusal {
    const [number, text] = OWN[code];
    return new Refusal(number, ownText(text));
  }

  /** A card company said no: 4505 with its own code beside. */
  static declined(pgErrorCode: string = DEFAULT_PG_ERROR_CODE, message?: string): Refusal {
    return new Refusal(SEEN.declined, message ?? PG_TEXTS[pgErrorCode] ?? textOf(SEEN.declined), pgErrorCode);
  }
}
