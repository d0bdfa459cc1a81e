// People at the console, in a real browser: signing in, the second factor, invitations, keyboard, two languages, a phone.
// Must never reach around the pages: what a person cannot click or type is not done here.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { chromiumPath, ConsoleStage, LOOKS } from '../support/console-stage.js';
import { codeOf, LOCAL_APPROVER } from '../support/desk-visitor.js';

let stage: ConsoleStage;

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

describe.skipIf(chromiumPath === undefined)('the console in a browser', () => {
  beforeAll(async () => {
    stage = await ConsoleStage.open();
  });
  afterEach(async () => {
    const faults = await stage.clear();
    expect(faults, 'what pages reported, violations of their policy among it').toEqual([]);
  });
  afterAll(() => stage.close());

  it('says no to a wrong password without saying what was wrong, and opens what was asked for to the right one', async () => {
    const page = await stage.visit('/audit');
    await stage.signIn(page, { email: 'admin@localhost', password: 'not the password' });
    await page.getByRole('alert').filter({ hasText: '이메일이나 비밀번호가 맞지 않거나' }).waitFor();
    await stage.examine(page, 'sign-in-refused-ko');
    await stage.signIn(page);
    await heading(page, '감사 기록');
    expect(new URL(page.url()).pathname).toBe('/console/audit');
    await page.getByText('로그인 거절').first().waitFor();
  });

  it('sets up a second factor, asks for it at the next sign-in, and takes a recovery code once', async () => {
    const page = await stage.visit('/account');
    await stage.signIn(page, LOCAL_APPROVER);
    await page.getByRole('button', { name: '2단계 인증 설정' }).click();
    const secret = ((await page.getByLabel('설정 키').textContent()) ?? '').replaceAll(' ', '');
    expect(await page.getByRole('img', { name: '인증 앱에 등록할 QR 코드' }).count()).toBe(1);
    await stage.examine(page, 'second-factor-ko');
    await page.getByLabel('앱에 나타난 여섯 자리 숫자를 입력해 주세요.').fill(codeOf(secret));
    await page.getByRole('button', { name: '설정 완료' }).click();
    await page.getByText('복구 코드를 보관해 주세요').waitFor();
    const codes = await page.locator('[role=dialog] li').allTextContents();
    expect(codes).toHaveLength(10);
    await stage.examine(page, 'recovery-codes-ko');
    const onward = page.getByRole('button', { name: '계속' });
    expect(await onward.isDisabled(), 'nobody goes on before they kept the codes').toBe(true);
    await page.getByLabel('안전한 곳에 보관했습니다').check();
    await onward.click();
    await page.getByText('켜짐').waitFor();

    await page.getByRole('button', { name: '로그아웃', exact: true }).first().click();
    await stage.signIn(page, LOCAL_APPROVER);
    await heading(page, '인증 코드 입력');
    await stage.examine(page, 'second-factor-code-ko');
    await page.getByLabel('인증 코드').fill('000000');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: '코드가 틀렸거나' }).waitFor();
    // The code of the next half minute: the one that set it up is used, and the server allows for clocks that differ.
    await page.getByLabel('인증 코드').fill(codeOf(secret, new Date(Date.now() + 30_000)));
    await page.keyboard.press('Enter');
    await page.getByText('로그인된 기기').waitFor();

    for (const [attempt, outcome] of [
      ['first', '로그인된 기기'],
      ['second', '이미 사용되었습니다'],
    ] as const) {
      const other = await stage.visit('/account');
      await stage.signIn(other, LOCAL_APPROVER);
      await other.getByRole('button', { name: '복구 코드 사용' }).click();
      await other.getByLabel('복구 코드').fill(codes[0] ?? '');
      await other.keyboard.press('Enter');
      await other.getByText(outcome).waitFor();
      await stage.examine(other, `recovery-code-${attempt}-ko`);
    }
  });

  it('invites somebody who chooses a password, sees only what a viewer may see, and is signed out when disabled', async () => {
    const page = await stage.enter('/people');
    await page.getByRole('button', { name: '초대' }).click();
    await page.getByRole('button', { name: '초대 링크 만들기' }).click();
    await page.getByText('이름을 입력해 주세요.').waitFor();
    await stage.examine(page, 'invite-ko');
    await page.getByLabel('이름').fill('<b>박민서</b>');
    await page.getByLabel('이메일').fill('minseo@slowbooks.example');
    await page.getByLabel('환불 한도').fill('300000');
    await page.getByRole('button', { name: '초대 링크 만들기' }).click();
    const link = await page.getByRole('textbox', { name: '링크' }).inputValue();
    expect(link).toMatch(/\/console\/invitation#[\w-]{43}$/);
    await stage.examine(page, 'invitation-link-ko');

    const invited = await stage.visit(new URL(link).pathname.replace('/console', '') + new URL(link).hash);
    await stage.examine(invited, 'invitation-ko');
    for (const label of ['새 비밀번호', '새 비밀번호 확인']) {
      await invited.getByLabel(label, { exact: true }).fill('비 오는 날의 느린 책방');
    }
    await invited.getByRole('button', { name: '비밀번호 정하기' }).click();
    await invited.getByRole('link', { name: '로그인하기' }).click();
    await stage.signIn(invited, { email: 'minseo@slowbooks.example', password: '비 오는 날의 느린 책방' });
    await invited.getByRole('button', { name: '로그아웃', exact: true }).first().waitFor();
    await invited.goto(`${stage.house.url}/console/account`);
    await heading(invited, '<b>박민서</b>');
    expect(await invited.title(), 'nobody’s name is in a title').toBe('내 계정 · 결제');
    expect(await invited.getByRole('link', { name: '사람과 역할' }).count()).toBe(0);
    await invited.goto(`${stage.house.url}/console/people`);
    await invited.getByText('이런 화면은 없습니다').last().waitFor();
    await stage.examine(invited, 'not-found-ko');

    await page.getByRole('button', { name: '닫기' }).last().click();
    await page.getByRole('link', { name: '박민서' }).click();
    await stage.examine(page, 'person-ko');
    await page.getByRole('button', { name: '사용 중지' }).click();
    await stage.examine(page, 'disable-ko');
    await page.getByRole('dialog').getByRole('button', { name: '사용 중지' }).click();
    await page.getByRole('button', { name: '다시 사용' }).waitFor();
    await invited.reload();
    await heading(invited, '로그인');
  });

  it('asks for the password in place when the session was ended elsewhere, and keeps the address', async () => {
    const page = await stage.enter('/people');
    const elsewhere = await stage.enter('/account');
    await elsewhere.getByRole('button', { name: '모든 기기에서 로그아웃' }).click();
    await elsewhere.getByRole('dialog').getByRole('button', { name: '모든 기기에서 로그아웃' }).click();
    await heading(elsewhere, '로그인');
    await page.getByRole('link', { name: '감사 기록' }).click();
    await heading(page, '로그인');
    await stage.signIn(page);
    await heading(page, '감사 기록');
  });

  it('gets everywhere by keyboard, whatever the input method', async () => {
    const page = await stage.visit();
    await heading(page, '로그인');
    await page.keyboard.type('admin@localhost');
    await page.keyboard.press('Tab');
    await page.keyboard.type('gyeolje-local');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /^현황/ }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await heading(page, '사람과 역할');
    await page.reload();
    await heading(page, '사람과 역할');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('본문으로 건너뛰기');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');

    await page.keyboard.press('g');
    // As Korean letters arrive: another character on the same key.
    await page.evaluate(`dispatchEvent(new KeyboardEvent('keydown', { key: 'ㅁ', code: 'KeyA', bubbles: true }))`);
    await heading(page, '감사 기록');
    await page.keyboard.press('/');
    await page.keyboard.type('?g p');
    expect(await page.getByLabel('검색').inputValue(), 'letters are letters in a field').toBe('?g p');
    await page.getByLabel('검색').fill('');
    await page.keyboard.press('Tab');
    await page.evaluate('document.activeElement.blur()');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: '키보드 단축키' }).waitFor();
    await stage.examine(page, 'shortcuts-ko');
    await page.getByLabel('한 글자 단축키 사용').press('Space');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('p');
    await heading(page, '감사 기록');
  });

  it('speaks the language that was chosen, also tomorrow, and remembers nothing of anybody', async () => {
    const page = await stage.enter('/account');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Where you are signed in').waitFor();
    await page.reload();
    await page.getByText('Where you are signed in').waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await page.getByRole('button', { name: 'Colours: As the device' }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    expect(await page.getAttribute('html', 'data-mantine-color-scheme')).toBe('dark');
    const kept = await page.evaluate('[{ ...localStorage }, Object.keys(sessionStorage), document.cookie]');
    expect(kept, 'nothing but choices is in the browser’s storage, and no script sees the session').toEqual([
      { 'gyeolje-console.language': 'en', 'gyeolje-console.colors': 'dark' },
      expect.anything(),
      '',
    ]);
  });

  const PAGES = { people: '/people', audit: '/audit', account: '/account', 'not-found': '/nowhere' };
  it.each(LOOKS)(
    'every page in %s, %s, on a %s keeps nobody out and fits',
    async (language, colorScheme, kind, device) => {
      const options = { ...device, colorScheme };
      const name = (page: string): string => `${page}-${kind}-${language}-${colorScheme}`;
      const visitor = await stage.visit('', options, language);
      await visitor.locator('input[name=email]').waitFor();
      await stage.examine(visitor, name('sign-in'));
      const page = await stage.enter('', options, language);
      for (const [subject, path] of Object.entries(PAGES)) {
        await page.goto(`${stage.house.url}/console${path}`);
        await page.locator('main h1').waitFor();
        await page.waitForLoadState('networkidle');
        if (subject === 'audit') await page.locator('main li button').first().click();
        await stage.examine(page, name(subject));
        const overhang = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
        expect(overhang, `${subject} is not wider than the screen`).toBeLessThanOrEqual(0);
      }
      if (kind === 'phone') {
        await page.getByRole('button', { name: language === 'ko' ? '메뉴 열기' : 'Open the menu' }).click();
        await page.getByRole('dialog').waitFor();
        await stage.examine(page, name('menu'));
      }
    },
  );
});
