// What the shop sells and for how much. The only place prices come from.
// Must never take a price from a form, a cookie or a query.

export interface Words {
  readonly ko: string;
  readonly en: string;
}

export interface Product {
  readonly id: string;
  readonly name: Words;
  readonly note: Words;
  readonly option?: Words;
  readonly priceWon: number;
  /** Books are exempt from VAT in Korea; everything else here carries it inside its price. */
  readonly taxFree: boolean;
  /** What is on the shelf `subscription` is charged on a stored card, and is in no cart. */
  readonly shelf: 'books' | 'goods' | 'subscription';
}

export const products: readonly Product[] = [
  {
    id: 'sea',
    name: { ko: '바다로 가는 오후', en: 'An Afternoon to the Sea' },
    note: { ko: '윤서하 에세이', en: 'Essays by Yun Seoha' },
    priceWon: 16_800,
    taxFree: true,
    shelf: 'books',
  },
  {
    id: 'kitchen',
    name: { ko: '작은 부엌의 사계절', en: 'Four Seasons of a Small Kitchen' },
    note: { ko: '한 그릇 요리 48', en: '48 one-bowl dishes' },
    priceWon: 22_000,
    taxFree: true,
    shelf: 'books',
  },
  {
    id: 'stars',
    name: { ko: '별을 세는 법', en: 'How to Count Stars' },
    note: { ko: '이도연 시집', en: 'Poems by Lee Doyeon' },
    priceWon: 12_000,
    taxFree: true,
    shelf: 'books',
  },
  {
    id: 'alley',
    name: { ko: '골목 산책자의 서울', en: 'Seoul for Alley Walkers' },
    note: { ko: '걷기 좋은 길 열둘', en: 'Twelve good walks' },
    priceWon: 18_500,
    taxFree: true,
    shelf: 'books',
  },
  {
    id: 'mug',
    name: { ko: '느린책방 머그', en: 'Slow Books Mug' },
    note: { ko: '손에 감기는 350ml', en: 'Fits the hand, 350 ml' },
    priceWon: 15_000,
    taxFree: false,
    shelf: 'goods',
  },
  {
    id: 'beans',
    name: { ko: '원두 ‘첫 페이지’', en: '‘First Page’ coffee beans' },
    note: { ko: '고소한 중배전 200g', en: 'Nutty medium roast, 200 g' },
    option: { ko: '홀빈', en: 'Whole bean' },
    priceWon: 13_000,
    taxFree: false,
    shelf: 'goods',
  },
  {
    id: 'pouch',
    name: { ko: '리넨 북파우치', en: 'Linen Book Pouch' },
    note: { ko: '가방 속 책을 지켜요', en: 'Keeps a book safe in the bag' },
    option: { ko: '오트밀', en: 'Oatmeal' },
    priceWon: 19_000,
    taxFree: false,
    shelf: 'goods',
  },
  {
    id: 'pencils',
    name: { ko: '밑줄 연필 세 자루', en: 'Three Underlining Pencils' },
    note: { ko: '부드러운 2B', en: 'Soft 2B' },
    priceWon: 6_000,
    taxFree: false,
    shelf: 'goods',
  },
  {
    id: 'box',
    name: { ko: '이달의 원두 꾸러미', en: 'Coffee box of the month' },
    note: { ko: '그달의 책에 어울리는 원두 두 봉지', en: 'Two bags of coffee that go with the book of the month' },
    priceWon: 18_000,
    taxFree: false,
    shelf: 'subscription',
  },
];

export function findProduct(id: string): Product | undefined {
  return products.find((product) => product.id === id);
}

/** A product that can be put into a cart, whatever a cookie or a form names. */
export function findForCart(id: string): Product | undefined {
  const product = findProduct(id);
  return product?.shelf === 'subscription' ? undefined : product;
}
