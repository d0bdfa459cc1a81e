// What the page sends when a buyer chooses how to pay.
// Must never take an amount, an address or a text to show.
import { IsIn } from 'class-validator';
import { IsText, Optional } from '../common/http/fields.js';
import { CHANNELS, type Channel } from '../orders/provider-payment.js';

/** The buyer's choice; from a script as JSON, from a plain form without `channel`. */
export class ChooseWayDto {
  /** The name of a way to pay, as its button has it. */
  @IsText(1, 81)
  way: string;
  /** Absent: by the browser's description. */
  @Optional()
  @IsIn(CHANNELS)
  channel?: Channel;
}
