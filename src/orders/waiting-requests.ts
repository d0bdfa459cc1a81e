// Requests at the desk that wait for a second person, as those are told who must not decide past them. A module that keeps
// such requests registers here. Must never import such a module, nor count one that is approved: it waits for nobody, and what
// stands in its way must stay possible.
import { Injectable } from '@nestjs/common';
import { showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';

/** Where requests are kept. Each finds the UUID of the one that waits, or `null`. */
export interface RequestKeeper {
  /** A refund made elsewhere that is to be recorded of a payment. */
  readonly externalOf: (paymentId: string) => Promise<string | null>;
}

@Injectable()
export class WaitingRequests {
  readonly #keepers: RequestKeeper[] = [];

  register(keeper: RequestKeeper): void {
    this.#keepers.push(keeper);
  }

  /** @throws Problem `approval_waits` while a refund made elsewhere waits to be recorded of the payment */
  async requireNoExternal(paymentId: string): Promise<void> {
    for (const { externalOf } of this.#keepers) requireNone(await externalOf(paymentId));
  }
}

function requireNone(id: string | null): void {
  if (id !== null) throw new Problem('approval_waits', { resourceId: showId('refundRequest', id) });
}
