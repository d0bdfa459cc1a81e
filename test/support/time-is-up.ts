// Lets the time of an order be up now. A short time of its own would be over too early on a busy machine.
import { alterStored } from './alter-stored.js';
import type { House } from './house.js';
import type { ShownOrder } from './merchant.js';

/** Sets the end of an order back into the past; the house finds that by itself. */
export function letTimeBeUp(house: Pick<House, 'databaseUrl'>, order: Pick<ShownOrder, 'id'>): Promise<void> {
  return alterStored(house, order, 'orders', `expires_at = clock_timestamp() - interval '1 second'`);
}
