import { describe, expect, it } from 'vitest';
import { newOrder } from '../orders/new-order.js';
import type { Order } from '../orders/entities/order.entity.js';
import type { Payment } from '../orders/entities/payment.entity.js';
import { BUYER_REASONS } from '../orders/provider-reply.js';
import { ORDER_STATES } from '../orders/states.js';
import { destinationOf } from './destination.js';
import { sentence, standingPage } from './pages/standing-page.js';
import { viewOf } from './pages/layout.js';
import { isDone, mayPay, standingOf, STANDING_KINDS, type Standing } from './standing.js';
import { textsIn } from './texts.js';

const NOW = new Date('2026-11-22T12:00:00Z');

describe('how an order stands', () => {
  it.each(ORDER_STATES.filter((status) => status !== 'unpaid'))('%s is never offered for paying', (status) => {
    expect(mayPay(standingOf(orderThat({ status }), NOW))).toBe(false);
  });

  it('is payable until its time is up, even before anybody swept it up', () => {
    const order = orderThat({ expiresAt: NOW });
    expect(standingOf(order, new Date(NOW.getTime() - 1))).toMatchObject({ kind: 'payable', status: 'unpaid' });
    expect(standingOf(order, NOW)).toMatchObject({ kind: 'expired', status: 'expired' });
  });

  it('tells the refusal of the last try, and none while a later one is open', () => {
    const refused = { status: 'refused', refusal: { reason: 'declined', providerCode: '4505' } } as const;
    expect(standingOf(orderThat({}, [refused]), NOW)).toMatchObject({ kind: 'refused', refusal: refused.refusal });
    expect(standingOf(orderThat({}, [refused, { status: 'open' }]), NOW)).toMatchObject({ kind: 'payable' });
  });

  const opened = { status: 'open', mode: 'immediate', authorizedAt: NOW } as const;
  it.each<[string, Partial<Payment>]>([
    ['an earlier try has been asked about in vain', { status: 'abandoned', inDoubtSince: NOW }],
    ['an open window takes the money itself', opened],
  ])('does not say that nothing was charged while %s', (_, payment) => {
    const standing = standingOf(orderThat({}, [payment, { status: 'open' }]), NOW);
    expect(standing).toMatchObject({ kind: 'payable_in_doubt', refusal: null });
    expect(mayPay(standing)).toBe(true);
  });

  it.each<[string, Partial<Payment>]>([
    ['was closed, and is asked about', { ...opened, status: 'abandoned' }],
    ['is so old that it was asked about', { ...opened, authorizedAt: new Date(NOW.getTime() - 20 * 60_000) }],
  ])('says that nothing was charged once the window that takes the money itself %s', (_, payment) => {
    expect(standingOf(orderThat({}, [payment]), NOW).kind).toBe('payable');
  });

  it('asks for patience for half a minute of doubt, not longer', () => {
    const since = (seconds: number): Standing =>
      standingOf(
        orderThat({ status: 'in_doubt' }, [
          { status: 'in_doubt', inDoubtSince: new Date(NOW.getTime() - seconds * 1_000) },
        ]),
        NOW,
      );
    expect(since(29).kind).toBe('in_doubt');
    expect(since(30).kind).toBe('long_doubt');
  });

  it('promises the money back when an expired order is still being looked up', () => {
    const order = orderThat({ status: 'expired' }, [{ status: 'in_doubt' }]);
    expect(standingOf(order, NOW)).toMatchObject({ kind: 'expired_in_doubt' });
    expect(isDone(standingOf(order, NOW))).toBe(true);
  });
});

describe('where the browser goes in the end', () => {
  it.each([
    ['https://shop.example.com/done', 'https://shop.example.com/done?'],
    ['https://shop.example.com/done?', 'https://shop.example.com/done?'],
    ['https://shop.example.com/done?a=1%202&b#end', 'https://shop.example.com/done?a=1%202&b&'],
    ['https://shop.example.com/done?status=mine&c=ü', 'https://shop.example.com/done?c=%C3%BC&'],
    ['myapp://path?x=1#frag', 'myapp://path?x=1&'],
    ['MyApp://orders/done', 'myapp://orders/done?'],
    ['myapp://', 'myapp://?'],
    ['myapp://#frag', 'myapp://?'],
    ['com.example.shop://결과/끝?status=mine&x=%2f&&y', 'com.example.shop://%EA%B2%B0%EA%B3%BC/%EB%81%9D?x=%2f&y&'],
  ])('%s keeps what it had', (returnUrl, start) => {
    const address = destinationOf(orderThat({ returnUrl }), 'paid');
    expect(address.startsWith(`${start}orderId=ord_`)).toBe(true);
    expect(new URL(address).searchParams.getAll('status')).toEqual(['paid']);
    expect(new URL(address).searchParams.get('orderNumber')).toBe('A-1');
    expect(new URL(address).hash).toBe(new URL(returnUrl).hash);
  });
});

describe('the page of a standing', () => {
  it.each(STANDING_KINDS)('%s offers another payment only when there may be one', (kind) => {
    const standing = { kind, status: 'unpaid', refusal: null, deposit: null } as const;
    const page = pageOf(standing);
    expect(page.includes('id="retry"')).toBe(mayPay(standing));
    expect(page).toContain(textsIn('ko').headlines[kind]);
  });

  it('shows a refusal in our words with the provider’s code, never in the provider’s', () => {
    const refusal = { reason: 'declined', providerCode: '4505/<CC61>', providerMessage: '한도초과' } as const;
    const standing = { kind: 'refused', status: 'unpaid', refusal, deposit: null } as const;
    expect(pageOf(standing)).toContain('4505/&lt;CC61&gt;');
    expect(pageOf(standing)).not.toContain('한도초과');
    expect(sentence(VIEW, standing)).toBe(`${textsIn('ko').refusals.declined} (결제사 코드 4505/<CC61>)`);
  });

  it.each(BUYER_REASONS)('says what the buyer can do about a decline: %s', (buyerReason) => {
    const refusal = { reason: 'declined', buyerReason, providerCode: '1', providerMessage: '한도초과' } as const;
    const standing = { kind: 'refused', status: 'unpaid', refusal, deposit: null } as const;
    expect(pageOf(standing)).toContain(textsIn('ko').declines[buyerReason]);
    expect(pageOf(standing)).not.toContain('한도초과');
    expect(sentence(VIEW, standing)).toBe(`${textsIn('ko').declines[buyerReason]} (결제사 코드 1)`);
    for (const text of [textsIn('ko').declines[buyerReason], textsIn('en').declines[buyerReason]]) {
      expect(text).toMatch(/청구된 금액은 없습니다\.|Nothing was charged\./);
    }
  });

  it('escapes the merchant’s words', () => {
    const page = pageOf(
      { kind: 'paid', status: 'paid', refusal: null, deposit: null },
      { title: '<img src=x onerror=a>' },
    );
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img src=x onerror=a&gt;');
  });
});

const VIEW = viewOf('ko', '/checkout/t', '/checkout/t/result');

function pageOf(standing: Standing, facts: Partial<Order> = {}): string {
  return standingPage(VIEW, orderThat(facts), standing, { place: 'result', destination: 'https://shop.example.com/' })
    .text;
}

function orderThat(facts: Partial<Order>, payments: readonly Partial<Payment>[] = []): Order {
  const wish = { orderNumber: 'A-1', title: 'Chicken', amountWon: 1_000, returnUrl: 'https://shop.example.com/' };
  const order = newOrder(wish, NOW, 3_600_000);
  return Object.assign(order, facts, {
    payments: payments.map((payment) => ({ refusal: null, inDoubtSince: null, receipt: null, ...payment })),
  });
}
