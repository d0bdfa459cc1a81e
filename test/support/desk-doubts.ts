// What no machine can settle, made at the simulators for tests of the desk's queue.
// Must never settle or decide anything.
import { evidenceOf } from './evidence.js';
import type { House } from './house.js';
import type { ShownCancellation, ShownOrder, ShownPayment } from './merchant.js';
import { visit } from './merchant.js';
import { deliver } from './payple-control.js';
import { withClient } from './read-rows.js';
import { waitFor } from './wait-for.js';

/** For a house in which an operator is called after a second instead of an hour. */
export const CALLS_OPERATORS_SOON = { CALL_OPERATOR_AFTER_MS: '1000' };

/** An address of this machine where nobody listens. */
const NOBODY = 'http://127.0.0.1:9/';

/** Twenty minutes later: windows are closed, and whoever has not come back comes no more. */
const lookNow = (databaseUrl: string) =>
  withClient(databaseUrl, (client) =>
    client.query(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'settle_payment:%'`),
  );

type Fault = 'drop_before_effect' | 'drop_after_effect';

export class Doubts {
  constructor(private readonly house: Pick<House, 'merchant' | 'payple' | 'payco' | 'databaseUrl'>) {}

  async paidAtPayple(wish: Readonly<Record<string, unknown>> = {}): Promise<ShownOrder> {
    const order = await this.house.merchant.order(wish);
    await deliver(await this.house.payple.finish(await this.house.merchant.pay(order, 'pc', 'payple'), 'pay'));
    return this.house.merchant.show(order);
  }

  async paidAtPayco(wish: Readonly<Record<string, unknown>> = {}): Promise<ShownOrder> {
    const order = await this.house.merchant.order(wish);
    await visit(await this.house.payco.agree(await this.house.merchant.pay(order)));
    return this.house.merchant.show(order);
  }

  /** A refund of a part whose answer is lost, and of which Payple tells nobody. */
  async refund(fault: Fault = 'drop_after_effect', wish: Readonly<Record<string, unknown>> = {}) {
    const order = await this.paidAtPayple(wish);
    await this.house.payple.fail({ endpoint: 'cancel', fault });
    const { body } = await this.house.merchant.cancel(order, 4_000);
    await this.#untilAttention(body);
    return { order, refund: body as ShownCancellation };
  }

  /** A payment that Payple took, or did not, and of which it answers no question until it behaves again. */
  async payment(fault: Fault = 'drop_after_effect', wish: Readonly<Record<string, unknown>> = {}) {
    const order = await this.house.merchant.order(wish);
    const payment: ShownPayment = await this.house.merchant.pay(order, 'pc', 'payple');
    const result = await this.house.payple.finish(payment, 'pay');
    const oid = result.fields['PCD_PAY_OID'];
    await this.house.payple.fail({ endpoint: 'confirm', fault, oid });
    await this.house.payple.fail({ endpoint: 'inquiry', fault: 'drop_before_effect', oid, count: 10_000 });
    await deliver(result);
    await this.#untilAttention(payment);
    return { order, payment };
  }

  /**
   * A payment that Payple's window took by itself, whose buyer never came back, and whose order was voided: nobody is told
   * what became of it until Payple behaves again.
   */
  async givenUp(wish: Readonly<Record<string, unknown>> = {}) {
    await this.house.payple.tellNotices(NOBODY);
    const order = await this.house.merchant.order(wish);
    const opened: ShownPayment = await this.house.merchant.pay(order, 'pc', 'payple');
    const parameters = { ...opened.handoff?.parameters, PCD_PAY_WORK: 'PAY' };
    await this.house.payple.finish({ handoff: { type: 'payple_window', url: '', parameters } }, 'pay');
    const oid = opened.handoff?.parameters?.['PCD_PAY_OID'];
    await this.house.payple.fail({ endpoint: 'inquiry', fault: 'http_500', oid, count: 10_000 });
    await this.house.merchant.call('POST', `/v1/orders/${order.id}/void`);
    await waitFor('an operator to be called', async () => {
      await lookNow(this.house.databaseUrl);
      return (await evidenceOf(this.house.merchant, opened)).attention;
    });
    return { order, payment: opened };
  }

  async #untilAttention(shown: { readonly id: string }): Promise<void> {
    const asked = async () => (await evidenceOf(this.house.merchant, shown)).attention;
    await waitFor('an operator to be called', asked, { everyMs: 50 });
  }
}
