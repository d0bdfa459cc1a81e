// An order as the books read it: with everything that belongs to it, and what a request needs beside.
// Must never be made by hand; books.ts loads it.
import type { SellerCredentials } from '../sellers/seller-credentials.entity.js';
import type { IdempotencyRecord } from './entities/idempotency-record.entity.js';
import type { Order } from './entities/order.entity.js';

/** An order with everything that belongs to it, read in one query. */
export type LoadedOrder = Order & {
  /** What an earlier request under the same Idempotency-Key did. */
  earlier?: IdempotencyRecord | null;
  /** The credentials that a new payment with the asked provider would use. */
  activeCredentials?: SellerCredentials | null;
};
