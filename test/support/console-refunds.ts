// What browser tests of refunds at the console share: paid orders, the approver, and a request that waits for approval.
import type { Page } from 'playwright-core';
import { LAPTOP, type ConsoleStage } from './console-stage.js';
import { LOCAL_APPROVER } from './desk-visitor.js';
import { visit, type ShownOrder } from './merchant.js';
import { deliver } from './payple-control.js';

export const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
export const refundPath = (order: ShownOrder): string => `/orders/${order.id}/refund`;

export async function paidOrder(
  stage: ConsoleStage,
  input: object = {},
  provider: 'payco' | 'payple' = 'payco',
): Promise<ShownOrder> {
  const { merchant, payco, payple } = stage.house;
  const order = await merchant.order({ ...input });
  const payment = await merchant.pay(order, 'pc', provider);
  if (provider === 'payco') await visit(await payco.agree(payment));
  else await deliver(await payple.finish(payment, 'pay'));
  return order;
}

/** A browser in which the approver is signed in. */
export async function enterAsApprover(stage: ConsoleStage, path: string, language?: 'ko' | 'en'): Promise<Page> {
  const page = await stage.visit(path, LAPTOP, language);
  await stage.signIn(page, LOCAL_APPROVER);
  await page.locator('input[name=password]').waitFor({ state: 'detached' });
  return page;
}

/** Requests more than one person may refund alone. */
export async function requestApproval(
  stage: ConsoleStage,
): Promise<{ readonly page: Page; readonly order: ShownOrder }> {
  const order = await paidOrder(stage, { amountWon: 1_200_000 });
  const page = await stage.enter(refundPath(order));
  await page.getByText('다른 사람의 승인이 필요합니다').waitFor();
  await page.getByLabel('환불 사유').fill('품절');
  await button(page, '1,200,000원 환불 승인 요청').click();
  await page.getByText('승인을 기다리고 있습니다').waitFor();
  return { page, order };
}
