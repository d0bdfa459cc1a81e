// The one way in which a call or a window says no: a code, a text and, when a card company said no, its code.
// Must never be thrown by a deed that wrote more to the books than the end of its own keys.
import { ISSUER_TEXTS, OWN, type OwnCode, textOf } from './codes.js';

export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string = textOf(code),
    /** Four digits of the card network, when there are any. */
    readonly issuerCode: string | null = null,
  ) {
    super(message);
  }

  static own(name: OwnCode): Refusal {
    return new Refusal(OWN[name][0]);
  }

  /** When both exist, the card company's text is shown behind Payple's code. */
  static byIssuer(code: string, issuerCode: string): Refusal {
    return new Refusal(code, ISSUER_TEXTS[issuerCode] ?? '카드사 문의 바랍니다.', issuerCode);
  }

  /** `[Test][SPCD0018] 3112 - …` on a test account, as Payple writes it. */
  messageFor(merchant: { readonly live: boolean } | undefined): string {
    const mark = merchant && !merchant.live ? '[Test]' : '';
    const issuer = this.issuerCode === null ? '' : `${this.issuerCode} - `;
    return `${mark}[${this.code}] ${issuer}${this.message}`;
  }
}
