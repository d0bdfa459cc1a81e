// What opening a payment takes.
// Must never take an amount: the books know it.
import { IsBoolean, IsIn } from 'class-validator';
import { IsText, Optional } from '../../common/http/fields.js';
import { CHANNELS, PAYMENT_MODES, type Channel, type PaymentMode } from '../provider-payment.js';

/** How the buyer wants to pay. */
export class PayOrderDto {
  /** The provider, for example `payco`. */
  @IsText(1, 40)
  provider: string;
  /**
   * How the buyer pays, where the provider offers several ways: for example `card` or `transfer`. Absent:
   * the provider's usual one, or the buyer chooses there.
   */
  @Optional()
  @IsText(1, 40)
  method?: string;
  /** Where the buyer sits: `pc` (open the handoff in a popup) or `mobile` (in the same window). */
  @IsIn(CHANNELS)
  channel: Channel;
  /** Whether the page opens inside an app's web view. */
  @Optional()
  @IsBoolean()
  inApp?: boolean;
  /** `confirm`: the buyer agrees, then the platform takes the money. `immediate`: the provider takes it at once. Absent: `confirm`. */
  @Optional()
  @IsIn(PAYMENT_MODES)
  mode?: PaymentMode;
  /** A stored card to pay on at once, `bk_…`, without the buyer: there is no handoff, and nothing else here matters. */
  @Optional()
  @IsText(1, 64)
  billingKeyId?: string;
}
