// Says in one sentence what is wrong with what someone sent to the control API or the order sheet.
// Must never be answered to a PAYCO call; those have codes.
export class BadInput extends Error {
  constructor(
    sentence: string,
    readonly status: 400 | 404 = 400,
  ) {
    super(sentence);
  }
}
