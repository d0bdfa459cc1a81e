// What the caller of a charge hears, for every state its payment can be in.
import { describe, expect, it } from 'vitest';
import { Problem } from '../common/problems.js';
import type { OrderDto } from '../orders/dto/order.dto.js';
import type { Payment } from '../orders/entities/payment.entity.js';
import { PAYMENT_STATES, type PaymentStatus } from '../orders/states.js';
import { samplePayment, sampleOrder } from '../orders/testing/samples.js';
import { chargeAnswer, wasNotSent } from './charge-answer.js';

const HEARD: Readonly<Record<PaymentStatus, number | string>> = {
  paid: 201,
  open: 202,
  confirming: 202,
  in_doubt: 202,
  awaiting_deposit: 202,
  refused: 'provider_refused',
  abandoned: 'order_not_payable',
  reversed: 'order_not_payable',
};
const view = (): OrderDto => ({}) as OrderDto;

function heard(payment: Payment): number | string {
  try {
    return chargeAnswer(payment, view).status;
  } catch (error) {
    return error instanceof Problem ? error.code : String(error);
  }
}

describe('a charge', () => {
  it.each(PAYMENT_STATES.map((status) => ({ status })))('whose payment is $status', ({ status }) => {
    expect(heard(samplePayment(sampleOrder(), { status }))).toBe(HEARD[status]);
  });

  it('that surely never left is told apart from a refusal', () => {
    const payment = samplePayment(sampleOrder(), { status: 'refused', refusal: { reason: 'not_sent' } });
    expect([wasNotSent(payment), heard(payment)]).toEqual([true, 'provider_not_reached']);
  });

  it('that was refused names the order and the provider’s own code', () => {
    const refusal = { reason: 'declined', providerCode: '3112', providerMessage: 'over the limit' } as const;
    const payment = samplePayment(sampleOrder(), { status: 'refused', refusal });
    expect(() => chargeAnswer(payment, view)).toThrow(
      expect.objectContaining({ facts: expect.objectContaining({ providerCode: '3112' }) as unknown }) as Error,
    );
  });
});
