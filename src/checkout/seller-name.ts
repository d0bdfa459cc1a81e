// What buyers know a seller by.
// Must never show the code of a seller: it is the merchant's own.
import type { PlatformConfig } from '../config/platform.config.js';
import { DEFAULT_SELLER_CODE, type Seller } from '../sellers/seller.entity.js';

/** `null` for the seller without a name of its own. */
export function sellerNameOf(seller: Seller, platform: PlatformConfig): string | null {
  return seller.code === DEFAULT_SELLER_CODE ? (platform.shopName ?? null) : seller.name;
}
