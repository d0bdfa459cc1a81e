// Result inquiry: tells a payment again, for a merchant that lost the answer.
// Must never use its key up; one authorization serves many inquiries.
import { letIn, refuseOldKey, typeOf } from '../auth/access.js';
import { inquiryAccess } from '../families.js';
import { Refusal } from '../refusal.js';
import { inquiryWire } from '../wire.js';
import type { Call } from './call.js';
import { findPayment } from './find.js';

export const inquire: Call = (simulator, input) => {
  const { fields } = input;
  const type = typeOf(fields);
  const codes = inquiryAccess(type);
  const { merchant, session } = letIn(simulator, { ...input, purpose: 'inquiry', codes });
  refuseOldKey(simulator, session, codes);
  if (!fields.isYes('PCD_PAYCHK_FLAG') || !fields.has('PCD_PAY_TYPE')) throw new Refusal(codes.access);
  if (input.decline) throw input.decline;
  const payment = findPayment(simulator, merchant, fields);
  if (payment?.type !== type) throw new Refusal(codes.unknown);
  return {
    PCD_PAY_CODE: simulator.habits.inquiryCode,
    PCD_PAY_MSG: '조회완료',
    ...inquiryWire(simulator, payment),
  };
};
