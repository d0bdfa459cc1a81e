// Changes of rights at the console, in a real browser: asked for by one administrator, looked at and decided by another.
// Must never reach around the pages: what a person cannot click or type is not done here.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { chromiumPath, ConsoleStage, LAPTOP, LOOKS } from '../support/console-stage.js';
import { Doubts, CALLS_OPERATORS_SOON } from '../support/desk-doubts.js';
import { DeskVisitor, LOCAL_ADMINISTRATOR, SECOND_LOCAL_ADMINISTRATOR } from '../support/desk-visitor.js';

let stage: ConsoleStage;
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

describe.skipIf(chromiumPath === undefined)('changes of rights at the console', () => {
  beforeAll(async () => {
    stage = await ConsoleStage.open({ ...CALLS_OPERATORS_SOON, WEBHOOK_ALLOW_PRIVATE_ADDRESSES: 'true' });
  });
  afterEach(async () => {
    await stage.house.payple.behave();
    expect(await stage.clear(), 'what pages reported').toEqual([]);
  });
  afterAll(() => stage.close());

  /** Somebody else's browser. */
  async function second(path: string, language: 'ko' | 'en' = 'ko', options = LAPTOP): Promise<Page> {
    const page = await stage.visit(path, options, language);
    await stage.signIn(page, SECOND_LOCAL_ADMINISTRATOR);
    await page.locator('input[name=password]').waitFor({ state: 'detached' });
    return page;
  }

  async function asked<T>(method: string, path: string, body?: unknown): Promise<T> {
    const visitor = new DeskVisitor(stage.house.url);
    await visitor.signIn(LOCAL_ADMINISTRATOR);
    return (await visitor.call<T>(method, path, body)).body;
  }

  it('an operator’s invitation waits, is said to wait where it was made, and opens once another administrator approved', async () => {
    const page = await stage.enter('/people');
    await page.getByRole('button', { name: '초대' }).click();
    await page.getByLabel('이름').fill('김서준');
    await page.getByLabel('이메일').fill('seojun@slowbooks.example');
    await page.getByRole('checkbox', { name: /^조회/ }).uncheck();
    await page.getByRole('checkbox', { name: /^운영/ }).check();
    await page.getByRole('button', { name: '초대 링크 만들기' }).click();
    await page.getByText('승인될 때까지 이 링크는 열리지 않습니다.').waitFor();
    await stage.examine(page, 'invitation-waits-ko');
    const link = await page.getByLabel('링크').inputValue();
    await page.getByRole('dialog').getByRole('button', { name: '닫기', exact: true }).last().click();
    await page
      .getByRole('row', { name: /김서준/ })
      .getByText('승인 대기')
      .waitFor();
    await stage.examine(page, 'people-waiting-ko');

    await page.goto(`${stage.house.url}/console/changes`);
    await page.getByRole('link', { name: '사람의 권한' }).first().click();
    await page.getByText('직접 요청한 변경이라').waitFor();
    expect(await page.getByRole('button', { name: '승인', exact: true }).count(), 'their own').toBe(0);

    const other = await second('/changes');
    await heading(other, '권한 변경');
    await other.getByText('김서준').waitFor();
    await stage.examine(other, 'changes-ko');
    await other.getByRole('link', { name: '사람의 권한' }).first().click();
    await heading(other, /김서준/);
    await other.getByRole('row', { name: /역할/ }).getByText('운영').waitFor();
    await stage.examine(other, 'change-ko');
    await other.getByRole('button', { name: '승인', exact: true }).click();
    await other.getByText('적용되었습니다').waitFor();

    const invited = await stage.visit(new URL(link).pathname.replace('/console', '') + new URL(link).hash);
    for (const label of ['새 비밀번호', '새 비밀번호 확인']) {
      await invited.getByLabel(label, { exact: true }).fill('비 오는 날의 느린 책방');
    }
    await invited.getByRole('button', { name: '비밀번호 정하기' }).click();
    await invited.getByRole('link', { name: '로그인하기' }).waitFor();
  });

  it('one’s own roles are not there to be changed, and another one’s wait whole', async () => {
    const page = await stage.enter('/people');
    await page.getByRole('link', { name: 'Local administrator', exact: true }).click();
    await page.getByText('본인의 역할과 한도는 다른 관리자만 바꿀 수 있습니다.').waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await stage.examine(page, 'person-oneself-ko');
    await page.getByRole('link', { name: '사람과 역할' }).first().click();
    await page.getByRole('link', { name: 'Local approver', exact: true }).click();
    await page.getByRole('checkbox', { name: /관리/ }).check();
    await page.getByRole('button', { name: '바꾸기' }).click();
    await page.getByText('다른 관리자의 승인을 기다립니다').waitFor();
    expect(await page.getByRole('checkbox', { name: /관리/ }).isChecked(), 'what waits is not so yet').toBe(false);
    await stage.examine(page, 'person-waiting-ko');
  });

  it('a key with limits waits, and is rejected for a reason that its maker reads', async () => {
    const page = await stage.enter('/api-keys', LAPTOP, 'en');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByLabel('Used by').fill('Refund robot');
    await page.getByRole('checkbox', { name: /cancellations:write/ }).check();
    await page.getByLabel('Limit per day').fill('500000');
    await stage.examine(page, 'api-key-limits-en');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.getByText('Every request with this key is refused until then.').waitFor();
    await stage.examine(page, 'api-key-waits-en');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Done' }).click();
    await page
      .getByRole('row', { name: /Refund robot/ })
      .getByText('Waits for approval')
      .waitFor();
    await stage.examine(page, 'api-keys-waiting-en');
    const other = await second('/changes', 'en');
    await other.locator('tbody').getByRole('link', { name: 'API key' }).first().click();
    await other
      .getByRole('row', { name: /Limit per day/ })
      .getByText('500,000')
      .waitFor();
    await other.getByRole('button', { name: 'Reject' }).click();
    await other.getByLabel('Why it is rejected').fill('We have one already.');
    await other.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
    await other.getByText('We have one already.').waitFor();
    await page.reload();
    await page
      .getByRole('row', { name: /Refund robot/ })
      .getByText('Revoked')
      .waitFor();
  });

  it('a decision above a limit waits like a refund, and says so in the queue', async () => {
    const { refund } = await new Doubts(stage.house).refund();
    const operator = { email: 'limited@slowbooks.example', password: 'a sentence of the operator' };
    const made = await asked<{ invitation: { url: string; waitsForChangeId: string } }>('POST', '/admin/people', {
      email: operator.email,
      name: 'Limited operator',
      roles: ['operator'],
      refundLimitWon: 0,
    });
    const approver = new DeskVisitor(stage.house.url);
    await approver.signIn(SECOND_LOCAL_ADMINISTRATOR);
    await approver.call('POST', `/admin/changes/${made.invitation.waitsForChangeId}/approvals`);
    const token = made.invitation.url.split('#')[1] ?? '';
    await new DeskVisitor(stage.house.url).call('POST', `/admin/invitations/${token}`, { password: operator.password });

    const page = await stage.visit(`/queue/cancellation/${refund.id}`, LAPTOP, 'ko');
    await stage.signIn(page, operator);
    await page.getByRole('radio').first().check();
    await page
      .getByLabel(/본 것|사유|근거/)
      .first()
      .fill('결제사 화면에서 확인');
    await page
      .getByRole('button', { name: /기록|보내기|저장/ })
      .first()
      .click();
    await page.getByText('승인을 기다리고 있습니다').waitFor();
    await stage.examine(page, 'queue-waiting-ko');
    await page.getByRole('link', { name: '요청 보기' }).click();
    await page.getByText('판단 내용').waitFor();
    await stage.examine(page, 'approval-decision-ko');
  });

  it.each(LOOKS)('look well: %s, %s, on a %s', async (language, colors, device, options) => {
    await asked('POST', '/admin/api-keys', { name: `Key for ${language} ${device}`, scopes: ['admin:*'] });
    const page = await second('/changes', language, { ...options, colorScheme: colors });
    await page.locator('tbody a').first().waitFor();
    await stage.examine(page, `changes-${language}-${colors}-${device}`);
    await page.locator('tbody a').first().click();
    await page.locator('dl').first().waitFor();
    await stage.examine(page, `change-${language}-${colors}-${device}`);
  });
});
