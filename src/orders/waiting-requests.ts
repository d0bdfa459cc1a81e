// Whether a request about a payment waits for a second person. A module that keeps such requests registers here.
// Must never import such a module.
import { Injectable } from '@nestjs/common';
import { showId } from '../common/ids.js';
import { Problem } from '../common/problems.js';

/** The UUID of the request of a payment that waits, or `null`. */
export type FindWaitingRequest = (paymentId: string) => Promise<string | null>;

@Injectable()
export class WaitingRequests {
  readonly #finders: FindWaitingRequest[] = [];

  register(find: FindWaitingRequest): void {
    this.#finders.push(find);
  }

  /** @throws Problem `approval_waits` */
  async requireNone(paymentId: string): Promise<void> {
    for (const find of this.#finders) {
      const id = await find(paymentId);
      if (id !== null) throw new Problem('approval_waits', { resourceId: showId('refundRequest', id) });
    }
  }
}
