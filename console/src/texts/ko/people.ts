// What the pages of people and their roles say, in Korean.
// Must never promise a power that a role does not give; the server's table decides.
import type { Permission, Role } from '../../api/session';

const roles: Readonly<Record<Role, { readonly name: string; readonly explanation: string }>> = {
  viewer: { name: '조회', explanation: '주문과 결제를 찾아봅니다. 구매자 정보는 가려서 보입니다.' },
  operator: { name: '운영', explanation: '환불을 요청하고, 판단 대기를 처리하고, 웹훅을 다시 보냅니다.' },
  approver: { name: '승인', explanation: '다른 사람이 요청한 환불과 판단을 승인하거나 반려합니다.' },
  administrator: {
    name: '관리',
    explanation:
      '사람, API 키, 가맹점, 웹훅을 관리하고, 다른 관리자가 요청한 권한 변경을 승인하고, 감사 기록을 봅니다.',
  },
};

const permissions: Readonly<Record<Permission, string>> = {
  'desk:read': '주문과 결제 조회',
  'desk:unmask': '구매자 정보 전체 보기',
  'refunds:ask': '환불 요청',
  'refunds:approve': '환불 승인',
  'decisions:make': '판단 대기 처리',
  'webhooks:redeliver': '웹훅 다시 보내기',
  'people:manage': '사람 관리',
  'rights:approve': '권한 변경 승인',
  'keys:manage': 'API 키 관리',
  'sellers:manage': '가맹점 관리',
  'endpoints:manage': '웹훅 관리',
  'billing:manage': '등록 카드 관리',
  'audit:read': '감사 기록 조회',
  'simulators:manage': '시뮬레이터 조작',
};

export const people = {
  title: '사람과 역할',
  explanation: '누가 이 콘솔에서 무엇을 할 수 있는지 정합니다.',
  roles,
  permissions,
  person: '사람',
  name: '이름',
  email: '이메일',
  rolesLabel: '역할',
  rolesHint: '여러 역할을 함께 줄 수 있습니다.',
  rolesMissing: '역할을 하나 이상 골라 주세요.',
  refundLimit: '환불 한도',
  refundLimitHint: '혼자서 환불할 수 있는 금액(원). 한 번에, 하루에, 주문마다 적용됩니다. 비워 두면 제한이 없습니다.',
  noLimit: '제한 없음',
  secondFactor: '2단계 인증',
  withSecondFactor: '설정됨',
  withoutSecondFactor: '없음',
  state: '상태',
  active: '사용 중',
  disabled: '사용 중지',
  invited: '초대됨',
  you: '나',
  empty: '아직 아무도 없습니다',
  invite: '초대',
  inviteTitle: '사람 초대',
  inviteExplanation: '한 번만 쓸 수 있는 링크를 만듭니다. 링크는 직접 안전하게 전해 주세요.',
  inviteSubmit: '초대 링크 만들기',
  invitation: {
    title: '초대 링크',
    explanation: (name: string) => `${name} 님만 볼 수 있게 전해 주세요. 이 창을 닫으면 다시 볼 수 없습니다.`,
    link: '링크',
    expires: (moment: string) => `${moment}까지 쓸 수 있습니다.`,
  },
  edit: { title: '권한', save: '바꾸기', own: '본인의 역할과 한도는 다른 관리자만 바꿀 수 있습니다.' },
  emailMissing: '이메일 주소를 입력해 주세요.',
  nameMissing: '이름을 입력해 주세요.',
  since: '등록',
  access: '로그인',
  again: {
    title: '다시 초대',
    explanation:
      '비밀번호와 2단계 인증을 새로 정할 수 있는 링크를 만듭니다. 링크를 쓰는 순간 이전 2단계 인증은 사라집니다.',
    submit: '다시 초대',
    question: (name: string) => `${name} 님을 다시 초대할까요?`,
  },
  disable: {
    title: '사용 중지',
    explanation: '곧바로 모든 기기에서 로그아웃되고 더는 로그인할 수 없습니다. 기록은 남습니다.',
    submit: '사용 중지',
    question: (name: string) => `${name} 님의 사용을 중지할까요?`,
  },
  enable: {
    title: '다시 사용',
    explanation: '이전 비밀번호와 2단계 인증으로 다시 로그인할 수 있게 됩니다.',
    submit: '다시 사용',
  },
  history: '이 사람이 한 일 보기',
};
