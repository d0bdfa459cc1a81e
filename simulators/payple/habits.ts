// The habits in which Payple changed over the years, or in which a client may not rely on it.
// Must never hold anything a merchant can set at Payple; that is in the books.

/** Every habit with the values it may take; the first is the usual one. */
export const HABIT_VALUES = {
  /** The names of the card fields: `PCD_PAY_CARDNUM` or, in results and inquiries before 2020, `PCD_CARDNUM`. */
  cardFieldNames: ['new', 'old', 'both'],
  /** The names of the work address in an authorization: `PCD_PAY_HOST` or, for windows before 2020, `cPayHost`. */
  authFieldNames: ['both', 'new', 'old'],
  /** How amounts are written in answers. */
  amounts: ['strings', 'numbers'],
  /** How a card number is hidden; `varying` takes the others in turn. */
  cardMask: ['varying', 'middle8', 'middle4', 'spaced', 'dashed', 'dashed_spaced'],
  /** Whether every authorization names another path, which alone is good for its key. */
  returnUrls: ['fixed', 'changing'],
  /** Where the window sends a confirm for cards. */
  confirmUrl: ['classic', 'v2'],
  /** What an authorization gives for `cst_id` and `custKey`. */
  authTokens: ['tokens', 'raw'],
  authKeyLength: [376, 64],
  /** Whether keys of money-moving calls are good for one attempt only. */
  singleUseKeys: [true, false],
  /** Whether domains are checked: AUTH0004 and AUTH0007. */
  refererRule: ['off', 'enforced'],
  testRefusesPartialCancel: [false, true],
  /** Whether a cancelled monthly payment lets the month be paid again. */
  cancelFreesMonth: [true, false],
  /** Whether an inquiry tells of cancels, or of the approval only. */
  inquiryShowsCancels: [false, true],
  /** `PCD_PAY_CODE` in cancels, inquiries and key removals; the 2019 manual has none. */
  codesEverywhere: [true, false],
  confirmCode: ['SPCD0000', '0000', 'PCCF0000'],
  regulerCode: ['SPCD0000', 'RPCD0000'],
  userdelCode: ['PUSER0000', 'TSDL0000'],
  inquiryCode: ['PCHK0000', 'PCHK000'],
  /** What a card's CERT says when the payer agreed. */
  certText: ['인증완료', '카드인증완료', '카드승인요청등록완료'],
  /** What `PCD_PAY_TAXTOTAL: 0` means when taxed: no VAT at all, or the same as when it is not sent. */
  zeroTaxTotal: ['zero', 'unsent'],
  /** Whether a window's result says how it went in `PCD_PAY_RST`, in `PCD_PAY_RESULT`, or in both. */
  resultField: ['rst', 'both', 'result'],
  /** Whether a refund made on the merchant site is told by a notice. */
  siteRefundNotices: [true, false],
  /** How often a payment link can be paid. */
  linkUses: ['once', 'many'],
  /** How notices are written. */
  notices: ['json', 'form'],
  /** Fields nobody announced. */
  unknownFields: [false, true],
} as const;

export type HabitName = keyof typeof HABIT_VALUES;
export type Habits = { [Name in HabitName]: (typeof HABIT_VALUES)[Name][number] };

export const USUAL_HABITS: Readonly<Habits> = Object.fromEntries(
  Object.entries(HABIT_VALUES).map(([name, [usual]]) => [name, usual]),
) as unknown as Habits;
