// How leniently the platform's answers are read, and where leniency ends.
// Must never need a server: reading is plain values.
import { describe, expect, it } from 'vitest';
import { readOrder, webAddress } from './gyeolje-order.js';

describe('reading an order', () => {
  it('copes with everything but the id and the order number missing', () => {
    const order = readOrder({ id: 'ord_1', orderNumber: 'A1', payments: [{}], cancellations: [{}] });
    expect(order.payments).toEqual([{ id: '', provider: '', status: '' }]);
    expect(order.cancellations).toEqual([{ id: '', status: '', amountWon: 0, reason: '' }]);
    expect(order.amountWon).toBe(0);
  });

  it('does not take something else for an order', () => {
    expect(() => readOrder({ status: 'paid' })).toThrow('not an order');
    expect(() => readOrder(null)).toThrow('not an order');
  });

  it('shows a status it does not know as being checked, never as paid', () => {
    expect(readOrder({ id: 'ord_1', orderNumber: 'A1', status: 'paid_in_shells' }).status).toBe('in_doubt');
  });
});

describe('an address to send a buyer to', () => {
  it('is http or https and nothing else', () => {
    expect(webAddress('https://payco.example/sheet')).toBe('https://payco.example/sheet');
    expect(webAddress('javascript:alert(1)')).toBeUndefined();
    expect(webAddress('/relative')).toBeUndefined();
    expect(webAddress(7)).toBeUndefined();
  });
});
