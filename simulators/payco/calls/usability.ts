// code/checkUsability: says which shop and product codes a merchant may use.
// Must never refuse the whole call because of one wrong code.
import type { Merchant } from '../books/rows.js';
import type { Fields } from '../fields.js';
import type { Call } from './call.js';

/** The result of this call is a list. */
export const checkUsability: Call = (_simulator, { fields, merchant, decline }) => {
  const codes = fields.list('codes');
  if (decline) throw decline;
  return codes.map((code) => usabilityOf(code, merchant));
};

function usabilityOf(code: Fields, merchant: Merchant) {
  const codeValue = code.text('codeValue');
  code.text('codeKind');
  const codeKind = code.oneOf('codeKind', ['CP_ID', 'PRODUCT_ID']);
  const upperCodeValue = code.optionalText('upperCodeValue');
  const usable = merchant.products.some((product) =>
    codeKind === 'CP_ID'
      ? product.cpId === codeValue
      : product.productId === codeValue && (upperCodeValue === null || product.cpId === upperCodeValue),
  );
  return {
    codeKind,
    codeValue,
    usabilityYn: usable ? 'Y' : 'N',
    ...(usable ? {} : { useImpossibleReason: '등록되지 않은 코드입니다.' }),
  };
}
