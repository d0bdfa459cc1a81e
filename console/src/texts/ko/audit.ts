// What the audit trail says, in Korean.
// Must never be needed to understand an entry: an action without words here is shown as the server names it.
const actions: Readonly<Partial<Record<string, string>>> = {};

export const audit = {
  title: '감사 기록',
  explanation: '사람이 한 모든 일. 고치거나 지울 수 없습니다.',
  search: '검색',
  searchHint: '이름, 이메일, 대상, 사유',
  person: '사람',
  action: '한 일',
  subject: '대상',
  from: '시작일',
  to: '종료일',
  when: '언제',
  who: '누가',
  what: '무엇을',
  where: '어디서',
  why: '사유',
  before: '이전',
  after: '이후',
  browser: '브라우저',
  nobody: '로그인하지 않은 사람',
  everyAction: '모든 일',
  details: '자세히',
  clear: '조건 지우기',
  empty: '기록이 없습니다',
  emptyHint: '조건을 바꾸면 다른 기록을 볼 수 있습니다.',
  focusSearch: '검색란으로 이동',
  actions,
};
