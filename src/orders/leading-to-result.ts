// What is done when a buyer comes back from a provider's page, whatever becomes of it: they end on the order's result page.
// Must never hide a fault: it is logged, and what it left undone is settled by the payment's own job.
import type { Logger } from '@nestjs/common';
import { showId } from '../common/ids.js';
import type { Payment } from './entities/payment.entity.js';

/**
 * Does what a return asks for. The buyer may have paid, and a page that says that something went wrong would have them pay
 * again; the result page says what is known.
 */
export async function leadingToResult(logger: Logger, { id }: Payment, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const about = { paymentId: showId('payment', id) };
    logger.error({ message: 'A return could not be carried out; its job goes on', ...about, error });
  }
}
