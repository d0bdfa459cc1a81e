// What buyers read where a bank account is registered instead of a card, in Korean first and in English.
// Must never hold HTML or a provider's words.
import type { KeptWords } from './card-texts.js';
import type { Language } from './language.js';

const ko: KeptWords = {
  brand: '안전한 계좌 등록',
  title: '계좌 등록',
  asks: (seller) => `${seller}에서 계좌 등록을 요청합니다`,
  asksUnnamed: '계좌를 등록해 주세요',
  meaning:
    '등록하시면 계좌를 삭제하실 때까지 상점이 다시 묻지 않고 이 계좌에서 출금할 수 있으며, 계좌 번호는 결제사에만 전달됩니다.',
  register: '계좌 등록하기',
  nothingCharged: '계좌를 등록하는 것만으로는 출금되지 않습니다.',
  needsScript: '이 계좌를 등록하려면 브라우저에서 자바스크립트를 켜 주세요.',
  refusedBefore: '지난번에는 계좌가 등록되지 않았습니다. 다시 시도하실 수 있습니다.',
  opening: '계좌 등록 화면을 열고 있습니다',
  kept: '계좌',
  headlines: {
    active: '계좌가 등록되었습니다',
    abandoned: '계좌가 등록되지 않았습니다',
    expired: '계좌 등록 기한이 지났습니다',
    removing: '계좌를 삭제하고 있습니다',
    removed: '계좌가 삭제되었습니다',
    dead: '더 이상 사용할 수 없는 계좌입니다',
  },
  explanations: {
    active: '이제 상점에서 이 계좌로 결제할 수 있습니다.',
    abandoned: '계좌를 등록하시려면 상점에서 다시 시작해 주세요.',
    expired: '계좌는 등록되지 않았습니다. 등록하시려면 상점에서 다시 시작해 주세요.',
    removing: '이 계좌에서는 이제 출금되지 않으며, 결제사에 남은 등록도 곧 삭제됩니다.',
    removed: '이 계좌에서는 더 이상 출금되지 않습니다.',
    dead: '결제사에서 계좌 등록이 해지되었습니다. 계속 이용하시려면 상점에서 계좌를 다시 등록해 주세요.',
  },
  alreadyRegistered: '이미 등록되어 있는 계좌입니다. 상점에서 등록된 계좌를 확인해 주세요.',
};

const en: KeptWords = {
  brand: 'Secure account registration',
  title: 'Register a bank account',
  asks: (seller) => `${seller} asks to keep your bank account`,
  asksUnnamed: 'Please register a bank account',
  meaning:
    'Once it is registered, the shop can take payments from this account without asking again until you have it removed; the number goes to the payment provider only.',
  register: 'Register account',
  nothingCharged: 'Registering an account takes nothing from it.',
  needsScript: 'Please turn on JavaScript in your browser to register this account.',
  refusedBefore: 'The account was not registered last time. You can try again.',
  opening: 'Opening the account registration',
  kept: 'Account',
  headlines: {
    active: 'Your account is registered',
    abandoned: 'The account was not registered',
    expired: 'The time to register is over',
    removing: 'The account is being removed',
    removed: 'The account was removed',
    dead: 'This account cannot be used any more',
  },
  explanations: {
    active: 'The shop can take payments from this account from now on.',
    abandoned: 'To register an account, please start again at the shop.',
    expired: 'No account was registered. Please start again at the shop.',
    removing: 'Nothing can be taken from it any more, and the payment provider is being told to forget it.',
    removed: 'Nothing can be taken from it any more.',
    dead: 'The payment provider has ended its registration. To go on, please register an account again at the shop.',
  },
  alreadyRegistered: 'This account is registered already. Please look at your accounts in the shop.',
};

export const accountWords: Readonly<Record<Language, KeptWords>> = { ko, en };
