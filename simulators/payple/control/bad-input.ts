// Says in one sentence what is wrong with what someone sent to the control API or the card window.
// Must never be answered to a call of Payple; those have codes.
export class BadInput extends Error {
  constructor(
    sentence: string,
    readonly status: 400 | 404 = 400,
  ) {
    super(sentence);
  }
}
