// Changes what the house has stored of an order behind its back, as if it had been written so.
// Must never be undone by the house: whoever of its jobs had read the order before has to read it again.
import { readId } from '../../src/common/ids.js';
import type { House } from './house.js';
import type { ShownOrder } from './merchant.js';
import { withClient } from './read-rows.js';

/** What belongs to an order, and by which column. */
const OWNER = { orders: 'id', payments: 'order_id', cancellations: 'order_id' } as const;

/**
 * A change writes whole rows, if the order still has the version that was read. So the version moves with what is altered:
 * a lookup that runs at this moment would write back what was there.
 *
 * @param assignments in SQL, with `values` as its parameters from $2 on
 */
export async function alterStored(
  { databaseUrl }: Pick<House, 'databaseUrl'>,
  { id }: Pick<ShownOrder, 'id'>,
  table: keyof typeof OWNER,
  assignments: string,
  values: readonly unknown[] = [],
): Promise<void> {
  const orderId = readId('order', id);
  await withClient(databaseUrl, async (client) => {
    await client.query('BEGIN');
    await client.query('UPDATE orders SET version = version + 1 WHERE id = $1', [orderId]);
    const statement = `UPDATE ${table} SET ${assignments} WHERE ${OWNER[table]} = $1`;
    const { rowCount } = await client.query(statement, [orderId, ...values]);
    if (rowCount === 0) throw new Error(`There are no ${table} of the order ${id}.`);
    await client.query('COMMIT');
  });
}
