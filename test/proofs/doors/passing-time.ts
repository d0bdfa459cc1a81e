// Time that passes in a house whose workers rest: clocks of rows go back, and the house's own services find them late.
// Must never bring a row where the house would not bring it by itself.
import { readId } from '../../../src/common/ids.js';
import { DeliveringService } from '../../../src/events/delivering.service.js';
import { SettlingService } from '../../../src/orders/settling.service.js';
import type { House } from '../../support/house.js';
import { readRows, withClient } from '../../support/read-rows.js';
import type { ShownEndpoint } from '../../support/webhook-owner.js';
import type { Time } from '../harness/deeds.js';

/** Longer than any doubt is borne without an operator, or any endpoint that fails. */
const LONG = `interval '30 days'`;

export class PassingTime implements Time {
  constructor(private readonly house: Pick<House, 'app' | 'databaseUrl'>) {}

  async untilOperatorIsCalled(id: string): Promise<void> {
    const settling = this.house.app.get(SettlingService, { strict: false });
    const [paymentId, cancellationId] = [readId('payment', id), readId('cancellation', id)];
    if (paymentId !== null) {
      await this.#pass('UPDATE payments SET in_doubt_since = in_doubt_since', paymentId);
      await settling.settlePayment(paymentId);
    }
    if (cancellationId !== null) {
      await this.#pass('UPDATE cancellations SET in_doubt_since = in_doubt_since', cancellationId);
      await settling.settleCancellation(cancellationId);
    }
  }

  async untilPaused({ id }: ShownEndpoint): Promise<void> {
    const endpointId = readId('webhookEndpoint', id) ?? '';
    const delivering = this.house.app.get(DeliveringService, { strict: false });
    const deliver = async (): Promise<void> => {
      const waiting = await readRows<{ subjectId: string }>(
        this.house.databaseUrl,
        'SELECT DISTINCT subject_id AS "subjectId" FROM webhook_deliveries WHERE endpoint_id = $1',
        [endpointId],
      );
      for (const { subjectId } of waiting) await delivering.run(endpointId, subjectId);
    };
    await deliver();
    await this.#pass('UPDATE webhook_endpoints SET failing_since = failing_since', endpointId);
    await this.#pass('UPDATE webhook_deliveries SET next_attempt_at = next_attempt_at', endpointId, 'endpoint_id');
    await deliver();
  }

  #pass(update: string, id: string, column = 'id'): Promise<unknown> {
    return withClient(this.house.databaseUrl, (client) =>
      client.query(`${update} - ${LONG} WHERE ${column} = $1`, [id]),
    );
  }
}
