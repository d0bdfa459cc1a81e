// Every word that buyers read on the page of a card or an account, in Korean first and in English.
// Must never hold HTML or a provider's words; a missing translation is a compile error.
import type { BillingKeyStatus } from '../billing/key-states.js';
import type { StoredMethod } from '../orders/billing.port.js';
import { accountWords } from './account-texts.js';
import type { Language } from './language.js';

/** How a card or an account stands when there is nothing to register any more. */
export type CardStanding = Exclude<BillingKeyStatus, 'registering'>;

/** Words that name what is registered. */
export interface KeptWords {
  readonly brand: string;
  readonly title: string;
  readonly asks: (seller: string) => string;
  readonly asksUnnamed: string;
  readonly meaning: string;
  readonly register: string;
  readonly nothingCharged: string;
  readonly needsScript: string;
  readonly refusedBefore: string;
  readonly opening: string;
  /** Before its name and number. */
  readonly kept: string;
  readonly headlines: Readonly<Record<CardStanding, string>>;
  readonly explanations: Readonly<Record<CardStanding, string>>;
  readonly alreadyRegistered: string;
}

/** Words that are the same whatever is registered; also for pages that do not know what it is. */
const koCommon = {
  before: '등록 기한',
  leave: '등록하지 않고 돌아가기',
  onward: '상점으로 돌아가기',

  failed: '등록을 시작하지 못했습니다',
  back: '등록 페이지로 돌아가기',
  failures: {
    provider_not_reached: '결제사에 연결하지 못했습니다. 아무것도 등록되지 않았습니다. 잠시 후 다시 시도해 주세요.',
    provider_refused: '결제사가 등록 화면을 열어 주지 않았습니다. 아무것도 등록되지 않았습니다. 상점에 문의해 주세요.',
    not_supported: '등록하려면 브라우저에서 자바스크립트를 켜 주세요.',
    too_many_requests: '요청이 너무 많습니다. 잠시 후 다시 시도해 주세요.',
    other: '등록 화면을 열지 못했습니다. 아무것도 등록되지 않았습니다. 잠시 후 다시 시도해 주세요.',
  },
};

const enCommon: typeof koCommon = {
  before: 'Register before',
  leave: 'Go back without registering',
  onward: 'Back to the shop',

  failed: 'The registration could not be started',
  back: 'Back to the registration',
  failures: {
    provider_not_reached:
      'The payment provider could not be reached. Nothing was registered. Please try again shortly.',
    provider_refused:
      'The payment provider did not open its registration. Nothing was registered. Please ask the shop.',
    not_supported: 'Please turn on JavaScript in your browser to register.',
    too_many_requests: 'Too many requests. Please try again in a moment.',
    other: 'The registration could not be opened. Nothing was registered. Please try again in a moment.',
  },
};

const koCard: KeptWords = {
  brand: '안전한 카드 등록',
  title: '카드 등록',
  asks: (seller) => `${seller}에서 카드 등록을 요청합니다`,
  asksUnnamed: '카드를 등록해 주세요',
  meaning:
    '등록하시면 카드를 삭제하실 때까지 상점이 다시 묻지 않고 이 카드로 결제할 수 있으며, 카드 번호는 결제사에만 전달됩니다.',
  register: '카드 등록하기',
  nothingCharged: '카드를 등록하는 것만으로는 결제되지 않습니다.',
  needsScript: '이 카드를 등록하려면 브라우저에서 자바스크립트를 켜 주세요.',
  refusedBefore: '지난번에는 카드가 등록되지 않았습니다. 다시 시도하실 수 있습니다.',
  opening: '카드 등록 화면을 열고 있습니다',
  kept: '카드',
  headlines: {
    active: '카드가 등록되었습니다',
    abandoned: '카드가 등록되지 않았습니다',
    expired: '카드 등록 기한이 지났습니다',
    removing: '카드를 삭제하고 있습니다',
    removed: '카드가 삭제되었습니다',
    dead: '더 이상 사용할 수 없는 카드입니다',
  },
  explanations: {
    active: '이제 상점에서 이 카드로 결제할 수 있습니다.',
    abandoned: '카드를 등록하시려면 상점에서 다시 시작해 주세요.',
    expired: '카드는 등록되지 않았습니다. 등록하시려면 상점에서 다시 시작해 주세요.',
    removing: '이 카드로는 이제 결제되지 않으며, 결제사에 남은 등록도 곧 삭제됩니다.',
    removed: '이 카드로는 더 이상 결제되지 않습니다.',
    dead: '결제사에서 카드 등록이 해지되었습니다. 계속 이용하시려면 상점에서 카드를 다시 등록해 주세요.',
  },
  alreadyRegistered: '이미 등록되어 있는 카드입니다. 상점에서 등록된 카드를 확인해 주세요.',
};

const enCard: KeptWords = {
  brand: 'Secure card registration',
  title: 'Register a card',
  asks: (seller) => `${seller} asks to keep your card`,
  asksUnnamed: 'Please register a card',
  meaning:
    'Once it is registered, the shop can charge this card without asking again until you have it removed; the number goes to the payment provider only.',
  register: 'Register card',
  nothingCharged: 'Registering a card charges nothing.',
  needsScript: 'Please turn on JavaScript in your browser to register this card.',
  refusedBefore: 'The card was not registered last time. You can try again.',
  opening: 'Opening the card registration',
  kept: 'Card',
  headlines: {
    active: 'Your card is registered',
    abandoned: 'The card was not registered',
    expired: 'The time to register is over',
    removing: 'The card is being removed',
    removed: 'The card was removed',
    dead: 'This card cannot be used any more',
  },
  explanations: {
    active: 'The shop can charge this card from now on.',
    abandoned: 'To register a card, please start again at the shop.',
    expired: 'No card was registered. Please start again at the shop.',
    removing: 'It cannot be charged any more, and the payment provider is being told to forget it.',
    removed: 'It cannot be charged any more.',
    dead: 'The payment provider has ended its registration. To go on, please register a card again at the shop.',
  },
  alreadyRegistered: 'This card is registered already. Please look at your cards in the shop.',
};

const COMMON: Readonly<Record<Language, typeof koCommon>> = { ko: koCommon, en: enCommon };
const KEPT: Readonly<Record<StoredMethod, Readonly<Record<Language, KeptWords>>>> = {
  card: { ko: koCard, en: enCard },
  transfer: accountWords,
};

export type CardTexts = typeof koCommon & KeptWords;

/** @param method what is registered */
export function cardTextsIn(language: Language, method: StoredMethod): CardTexts {
  return { ...COMMON[language], ...KEPT[method][language] };
}

/** For a page that does not know what is registered. */
export function commonCardTextsIn(language: Language): typeof koCommon {
  return COMMON[language];
}
