// Lets the time of an order be up now. A short time of its own would be over too early on a busy machine.
import { readId } from '../../src/common/ids.js';
import type { House } from './house.js';
import type { ShownOrder } from './merchant.js';
import { withClient } from './read-rows.js';

/** Sets the end of an order back into the past; the house finds that by itself. */
export async function letTimeBeUp({ databaseUrl }: Pick<House, 'databaseUrl'>, { id }: ShownOrder): Promise<void> {
  const sql = `UPDATE orders SET expires_at = clock_timestamp() - interval '1 second' WHERE id = $1`;
  await withClient(databaseUrl, async (client) => {
    const { rowCount } = await client.query(sql, [readId('order', id)]);
    if (rowCount !== 1) throw new Error(`There is no order ${id}.`);
  });
}
