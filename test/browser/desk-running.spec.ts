// Running the house at the console, in a real browser: stored cards, sellers, API keys, webhooks, simulators.
// Must never reach around the pages: what a person cannot click or type is not done here.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { Desk } from '../proofs/harness/desk.js';
import { chromiumPath, ConsoleStage, LOOKS } from '../support/console-stage.js';
import { Merchant, visit } from '../support/merchant.js';
import { deliver } from '../support/payple-control.js';
import { approveAbout } from '../support/second-person.js';
import { waitFor } from '../support/wait-for.js';
import { WebhookOwner } from '../support/webhook-owner.js';
import { WebhookReceiver } from '../support/webhook-receiver.js';

let stage: ConsoleStage;
let desk: Desk;
const receiver = new WebhookReceiver();

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
/** Waits until what is typed goes there. */
const focused = (page: Page, label: string) => page.getByLabel(label).and(page.locator(':focus')).waitFor();
const dialog = (page: Page) => page.getByRole('dialog');

describe.skipIf(chromiumPath === undefined)('running the house at the console', () => {
  beforeAll(async () => {
    await receiver.start();
    stage = await ConsoleStage.open({ WEBHOOK_ALLOW_PRIVATE_ADDRESSES: 'true' });
    desk = new Desk(stage.house, stage.house.merchant);
  });
  afterEach(async () => {
    receiver.reset();
    await stage.house.payco.behave();
    const faults = await stage.clear();
    expect(faults, 'what pages reported, violations of their policy among it').toEqual([]);
  });
  afterAll(async () => {
    await stage.close();
    await receiver.stop();
  });

  async function storedCard(customerReference: string): Promise<string> {
    const key = await stage.house.merchant.registerCard({ provider: 'payple', channel: 'pc', customerReference });
    await deliver(await stage.house.payple.finish(key, 'pay'));
    await stage.house.merchant.charge(key, { title: '11월의 <b>원두</b>', billingMonth: '2026-11' });
    await stage.house.merchant.charge(key);
    return key.id;
  }

  /** Reads what is shown for the only time, and says that it is kept. */
  async function keep(page: Page, title: string): Promise<string> {
    const secret = await page.getByRole('textbox', { name: title }).inputValue();
    const shown = page.getByRole('dialog', { name: title });
    const done = shown.getByRole('button', { name: '완료' });
    expect(await done.isDisabled(), 'nobody goes on before they kept it').toBe(true);
    await page.keyboard.press('Escape');
    expect(await shown.isVisible(), 'it does not close by a slip').toBe(true);
    await page.getByLabel('안전한 곳에 보관했습니다').check();
    await done.click();
    await dialog(page).waitFor({ state: 'detached' });
    expect(await page.content(), 'it is shown once').not.toContain(secret);
    return secret;
  }

  it('finds a stored card by its customer, who is in no address, shows what was charged on it, and ends it for a reason', async () => {
    const id = await storedCard('reader <i>7</i>');
    await storedCard('reader 8');
    const page = await stage.enter('/billing-keys');
    await heading(page, '등록 카드');
    await page.getByText('reader 8').waitFor();
    await stage.examine(page, 'billing-keys-ko');
    await page.getByLabel('고객 참조').fill('reader <i>7</i>');
    await page.getByText('reader 8').waitFor({ state: 'detached' });
    expect(page.url(), 'whom somebody looks for stays in memory').not.toContain('reader');
    await page.getByRole('combobox', { name: '상태' }).click();
    await page.getByRole('option', { name: '사용 가능' }).click();
    await page.waitForURL(/status=active/);
    await page.getByRole('cell', { name: 'reader <i>7</i>' }).waitFor();
    await page.locator('tbody a').first().click();
    await page.getByText('11월의 <b>원두</b>').waitFor();
    expect(await page.title()).toBe('등록 카드 · 결제');
    await stage.examine(page, 'billing-key-ko');

    await page.getByRole('button', { name: '해지' }).click();
    await dialog(page).getByRole('button', { name: '해지' }).click();
    await page.getByText('이유를 입력해 주세요.').waitFor();
    await stage.examine(page, 'deregister-ko');
    await dialog(page).getByLabel('이유').fill('고객이 탈퇴했습니다.');
    await dialog(page).getByRole('button', { name: '해지' }).dblclick();
    await page.getByText('결제사도 해지했습니다.').first().waitFor();
    await stage.examine(page, 'deregistered-ko');
    expect((await stage.house.merchant.call<{ status: string }>('GET', `/v1/billing-keys/${id}`)).body.status).toBe(
      'removed',
    );
  });

  it('adds a seller and sets credentials that no page shows again', async () => {
    const page = await stage.enter('/sellers');
    await heading(page, '가맹점');
    await page.getByRole('button', { name: '가맹점 추가' }).click();
    await dialog(page).getByLabel('이름').fill('강남 <b>1호점</b>');
    await dialog(page).getByLabel('코드').fill('강남');
    await dialog(page).getByRole('button', { name: '추가' }).click();
    await page.getByText('영문자, 숫자, _ - 로 64자까지 입력해 주세요.').waitFor();
    await stage.examine(page, 'seller-form-ko');
    await dialog(page).getByLabel('코드').fill('gangnam');
    await dialog(page).getByRole('button', { name: '추가' }).click();
    await heading(page, '강남 <b>1호점</b>');
    await page.getByRole('button', { name: '등록' }).first().click();
    const secrets = { sellerKey: 'SECRETSELLERKEY', cpId: 'GANGNAMCP0042', productId: 'SECRETPRODUCT' };
    for (const [name, value] of Object.entries(secrets)) await page.getByLabel(name, { exact: true }).fill(value);
    await stage.examine(page, 'credentials-form-ko');
    await page.getByRole('button', { name: '등록' }).first().click();
    await page.getByText('다른 관리자의 승인을 기다립니다').waitFor();
    await stage.examine(page, 'seller-waiting-ko');
    await approveAbout(stage.house.app, 'gangnam/payco');
    await page.reload();
    await page.getByText('아이디 끝자리 0042').waitFor();
    await stage.examine(page, 'seller-ko');
    await page.reload();
    await page.getByText('아이디 끝자리 0042').waitFor();
    const everything = await page.content();
    for (const secret of Object.values(secrets)) expect(everything).not.toContain(secret);
    await page.getByLabel('이름').fill('강남점');
    await page.getByRole('button', { name: '바꾸기' }).click();
    await heading(page, '강남점');
    await page.goto(`${stage.house.url}/console/sellers/default`);
    await page.getByText('서버 설정(환경 변수)에서 옵니다').waitFor();
    expect(await page.getByRole('button', { name: '새로 등록' }).count()).toBe(0);
  });

  it('makes an API key that is shown once and works, and revokes it by keyboard alone: then it is refused', async () => {
    const page = await stage.enter('/account');
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await heading(page, 'API 키');
    await page.keyboard.press('n');
    await focused(page, '쓰는 곳');
    await page.getByLabel('orders:read').waitFor();
    await page.keyboard.type('쇼핑몰 서버');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await stage.examine(page, 'api-key-form-ko');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await page.getByText('지금만 볼 수 있습니다').waitFor();
    await stage.examine(page, 'api-key-made-ko');
    const shop = new Merchant(stage.house.url, await keep(page, '새 API 키'));
    expect((await shop.call('GET', '/v1/orders')).status).toBe(200);

    const revoke = page.getByRole('button', { name: '쇼핑몰 서버 키 폐기' });
    await revoke.focus();
    await page.keyboard.press('Enter');
    await focused(page, '이유 (선택)');
    await page.keyboard.type('화면에 비쳤습니다.');
    await stage.examine(page, 'revoke-ko');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await dialog(page).waitFor({ state: 'detached' });
    await page.getByText('폐기', { exact: true }).last().waitFor();
    expect((await shop.call('GET', '/v1/orders')).status, 'refused from that moment').toBe(401);
    await stage.examine(page, 'api-keys-ko');
  });

  it('adds a webhook with a secret shown once, shows what it answered as text, and sends again', async () => {
    const page = await stage.enter('/endpoints');
    await heading(page, '웹훅');
    await page.getByRole('button', { name: '웹훅 추가' }).click();
    await dialog(page).getByLabel('주소').fill(`${receiver.url}/hooks?of=console`);
    await dialog(page).getByLabel('메모').fill('쇼핑몰');
    await dialog(page).getByRole('combobox', { name: '보낼 이벤트' }).fill('order.cr');
    await page.getByRole('option', { name: 'order.created' }).click();
    await page.keyboard.press('Escape');
    await stage.examine(page, 'endpoint-form-ko');
    await dialog(page).getByRole('button', { name: '추가' }).click();
    await page.getByText('지금만 볼 수 있습니다').waitFor();
    expect(await keep(page, '새 웹훅의 서명 키')).toMatch(/^whsec_/);
    await stage.examine(page, 'endpoints-ko');
    receiver.answer = () => ({ status: 500, body: '<script>alert("closed")</script> 점검 중' });
    await stage.house.merchant.order();
    await page.getByRole('link', { name: '쇼핑몰' }).click();
    const line = page.getByRole('button', { name: /order\.created/ }).first();
    await line.click();
    await page.getByText('<script>alert("closed")</script> 점검 중').first().waitFor();
    await stage.examine(page, 'endpoint-failing-ko');
    receiver.reset();
    await waitFor('the order to be told', () => receiver.arrivals.length > 0);
    await page.locator('main ol').getByText('전달됨').first().waitFor();
    receiver.reset();
    await page.getByRole('button', { name: 'order.created 다시 보내기' }).first().click();
    await page.getByText('이벤트 1개를 다시 보냅니다.').waitFor();
    await waitFor('it to be sent again', () => receiver.arrivals.length > 0);
    await page.getByRole('button', { name: '시험 전송' }).click();
    await page.getByText('시험 이벤트를 잘 받았습니다.').waitFor();
    await page.getByRole('button', { name: '여러 개 다시 보내기' }).click();
    await dialog(page).getByRole('button', { name: '다시 보내기' }).click();
    await page.getByText('끝이 시작보다 나중이 되게').waitFor();
    await dialog(page).getByLabel('시작 (한국 시간)').fill('2020-01-01T00:00');
    await dialog(page).getByLabel('끝 (한국 시간)').fill('2099-01-01T00:00');
    await dialog(page).getByLabel('포기한 것만').check();
    await dialog(page).getByRole('button', { name: '다시 보내기' }).click();
    await page.getByText('이벤트 0개를 다시 보냅니다.').waitFor();
    await stage.examine(page, 'redeliver-range-ko');
    await dialog(page).getByRole('button', { name: '닫기' }).last().click();

    await page.getByRole('button', { name: '일시 중지' }).click();
    await dialog(page).getByRole('button', { name: '일시 중지' }).click();
    await page.getByRole('button', { name: '다시 보내기 시작' }).click();
    await page.getByText('보내는 중').waitFor();
    await page.getByRole('button', { name: '서명 키 교체' }).click();
    await dialog(page).getByRole('button', { name: '새 서명 키 만들기' }).click();
    expect(await keep(page, '새 서명 키')).toMatch(/^whsec_/);
    await stage.examine(page, 'endpoint-ko');
    await page.getByRole('button', { name: '삭제' }).click();
    await dialog(page).getByRole('button', { name: '삭제' }).click();
    await page.getByText('웹훅이 없습니다').waitFor();
  });

  it('lets a simulator refuse the next payment, and shows when that has happened', async () => {
    const page = await stage.enter('/simulators');
    await heading(page, '시뮬레이터');
    await page.getByRole('combobox', { name: '언제' }).first().click();
    await page.getByRole('option', { name: '결제 승인' }).click();
    await page.getByRole('combobox', { name: '무엇이' }).first().click();
    await page.getByRole('option', { name: '거절' }).click();
    await page.getByRole('button', { name: '문제 일으키기' }).first().click();
    await page.getByText('결제 승인: 거절').waitFor();
    await stage.examine(page, 'simulators-ko');
    const order = await stage.house.merchant.order();
    await visit(await stage.house.payco.agree(await stage.house.merchant.pay(order)));
    expect((await stage.house.merchant.show(order)).payments[0]?.status).toBe('refused');
    await page.getByText('결제 승인: 거절').waitFor({ state: 'detached' });
    await page.getByRole('combobox', { name: '얼마나' }).first().click();
    await page.getByRole('option', { name: '요청 가운데 일부' }).click();
    await page.getByRole('button', { name: '문제 일으키기' }).first().click();
    await page.getByText('요청의 10%').waitFor();
    await page.getByRole('button', { name: '결제 승인: 거절 거두기' }).click();
    await page.getByText('모두 정상으로 답합니다').nth(1).waitFor();
    expect(await stage.house.payco.faultsToCome()).toBe(0);
  });

  it('hides from a viewer and an operator what they may not, and refuses it', async () => {
    const owner = new WebhookOwner(stage.house.merchant);
    const endpoint = await owner.endpoint(`${receiver.url}/private?token=PRIVATETOKEN`, ['order.created']);
    await stage.house.merchant.order();
    for (const role of ['viewer', 'operator'] as const) {
      const page = await stage.visit('/billing-keys');
      await stage.signIn(page, await desk.somebody(role));
      await heading(page, '등록 카드');
      for (const hidden of ['가맹점', 'API 키', '시뮬레이터']) {
        expect(await page.getByRole('link', { name: hidden, exact: true }).count(), `${hidden} for ${role}`).toBe(0);
      }
      for (const path of ['/sellers', '/api-keys', '/simulators']) {
        await page.goto(`${stage.house.url}/console${path}`);
        await page.getByText('이런 화면은 없습니다').last().waitFor();
      }
      await page.goto(`${stage.house.url}/console/endpoints/${endpoint.id}`);
      await page.getByText('order.created').first().waitFor();
      expect(await page.content(), 'the address may hold a secret').not.toContain('PRIVATETOKEN');
      expect(await page.getByRole('button', { name: '삭제' }).count()).toBe(0);
      const mayAgain = role === 'operator';
      await page.getByRole('button', { name: 'order.created 다시 보내기' }).waitFor({
        state: mayAgain ? 'visible' : 'detached',
      });
      await stage.examine(page, `endpoint-${role}-ko`);
    }
    await owner.call('DELETE', endpoint);
  });

  const PAGES = {
    'billing-keys': '/billing-keys',
    sellers: '/sellers',
    'api-keys': '/api-keys',
    endpoints: '/endpoints',
    simulators: '/simulators',
  };
  it.each(LOOKS)(
    'every page in %s, %s, on a %s keeps nobody out and fits',
    async (language, colorScheme, kind, device) => {
      const id = await storedCard(`reader of ${language} on a ${kind}`);
      const owner = new WebhookOwner(stage.house.merchant);
      receiver.answer = () => ({ status: 503, body: '{"error":"maintenance"}' });
      const endpoint = await owner.endpoint(`${receiver.url}/hooks?of=${language}-${kind}`);
      await stage.house.merchant.order();
      await stage.house.payco.fail({ endpoint: 'approval', fault: 'delay', delayMs: 3_000, percent: 20 });
      const page = await stage.enter('', { ...device, colorScheme }, language);
      const subjects = {
        ...PAGES,
        'billing-key': `/billing-keys/${id}`,
        seller: '/sellers/default',
        endpoint: `/endpoints/${endpoint.id}`,
      };
      for (const [subject, path] of Object.entries(subjects)) {
        await page.goto(`${stage.house.url}/console${path}`);
        await page.locator('main h1').waitFor();
        await page.waitForLoadState('networkidle');
        await page.locator('main section').first().waitFor();
        if (subject === 'endpoint') await page.locator('main ol button').first().click();
        await stage.examine(page, `${subject}-${kind}-${language}-${colorScheme}`);
        const overhang = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(overhang, `${subject} is not wider than the screen`).toBeLessThanOrEqual(0);
      }
      await owner.call('DELETE', endpoint);
    },
  );
});
