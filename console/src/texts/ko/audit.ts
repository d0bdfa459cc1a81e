// What the audit trail says, in Korean.
// Must never be needed to understand an entry: an action without words here is shown as the server names it.
const actions: Readonly<Partial<Record<string, string>>> = {
  'sign_in.done': '로그인',
  'sign_in.begun': '비밀번호 확인, 2단계 인증 대기',
  'sign_in.refused': '로그인 거절',
  'session.ended': '로그아웃',
  'session.all_ended': '모든 기기에서 로그아웃',
  'second_factor.begun': '2단계 인증 설정 시작',
  'second_factor.set_up': '2단계 인증 설정',
  'second_factor.refused': '인증 코드 거절',
  'recovery_codes.renewed': '복구 코드 새로 만듦',
  'password.changed': '비밀번호 변경',
  'password.refused': '비밀번호 변경 거절',
  'person.created': '사람 등록',
  'person.changed': '사람 정보·권한 변경',
  'person.removed': '사람 삭제',
  'person.invited': '초대',
  'invitation.used': '초대 수락',
  'invitation.refused': '초대 링크 거절',
  'decision.made': '확인 결과 기록',
  'decision.left_open': '아직 알 수 없음으로 남김',
  'access.refused': '권한 없는 요청 거절',
};

/** Why, where a rule of the server said so. What a person wrote is shown as written. */
const reasons: Readonly<Partial<Record<string, string>>> = {
  'wrong password': '비밀번호 틀림',
  'unknown e-mail': '모르는 이메일',
  'may not sign in': '로그인할 수 없는 계정',
  'code of the app': '인증 앱 코드',
  'recovery code': '복구 코드',
  'wrong code': '코드 틀림',
  'wrong recovery code': '복구 코드 틀림',
  'used before': '이미 사용됨',
  'too late': '기한 지남',
  'the person is disabled': '사용 중지된 사람',
};

/** Those who did something without being somebody. */
const nobodies: Readonly<Partial<Record<string, string>>> = { somebody: '신원 미확인', 'the platform': '플랫폼' };

export const audit = {
  title: '감사 기록',
  explanation: '사람이 한 모든 일. 고치거나 지울 수 없습니다.',
  search: '검색',
  searchHint: '이름, 사유, 바뀐 내용',
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
  everyAction: '모든 일',
  details: '자세히',
  clear: '조건 지우기',
  empty: '기록이 없습니다',
  emptyHint: '조건을 바꾸면 다른 기록을 볼 수 있습니다.',
  focusSearch: '검색란으로 이동',
  nobodies,
  actions,
  reasons,
};
