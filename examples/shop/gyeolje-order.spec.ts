// How leniently the platform's answers are read, and where leniency ends.
// Must never need a server: reading is plain values.
import { describe, expect, it } from 'vitest';
import { readCard } from './gyeolje-card.js';
import { readOrder, webAddress } from './gyeolje-order.js';
import { koreanMonth } from './subscription.js';

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

describe('reading a stored card', () => {
  it('copes with everything but the id missing', () => {
    expect(readCard({ id: 'bk_1', status: 'registering', card: null })).toEqual({ id: 'bk_1', status: 'registering' });
    expect(() => readCard({ status: 'active' })).toThrow('not a stored card');
  });

  it('takes a status it does not know for unknown, never for active', () => {
    expect(readCard({ id: 'bk_1', status: 'activated' }).status).toBe('unknown');
  });

  it('takes no address to register at that is no web page', () => {
    expect(readCard({ id: 'bk_1', registrationUrl: 'javascript:alert(1)' }).registrationUrl).toBeUndefined();
  });
});

describe('the month of a subscription', () => {
  it.each([
    ['2026-11-30T14:59:59Z', '2026-11'],
    ['2026-11-30T15:00:00Z', '2026-12'],
    ['2026-12-31T15:00:00Z', '2027-01'],
  ])('at %s is %s in Korea', (instant, month) => {
    expect(koreanMonth(new Date(instant))).toBe(month);
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
