// Who carries out what was asked for when it is no refund: decisions of the queue, refunds that happened elsewhere.
// Must never carry anything out by itself; carrying-out.service.ts does, once it is approved.
import { Injectable } from '@nestjs/common';
import type { RefundRequest, RequestKind } from './refund-request.entity.js';

/** Carries out requests of one kind. */
export interface Carrier {
  /**
   * The hash of what is to be carried out, by the books of this moment.
   *
   * @throws Problem why it cannot be carried out now
   */
  shownHash(request: RefundRequest): Promise<string>;
  /**
   * Carries it out. Must be safe to run at any time and any number of times, also when it was carried out before.
   *
   * @throws Problem only while nothing of it is done: it comes to nothing, unless carrying-out.service.ts tries it again
   */
  carryOut(request: RefundRequest): Promise<void>;
}

@Injectable()
export class Carriers {
  readonly #carriers = new Map<RequestKind, Carrier>();

  /** @throws Error when the kind has one already */
  register(kind: Exclude<RequestKind, 'refund'>, carrier: Carrier): void {
    if (this.#carriers.has(kind)) throw new Error(`Two carry out requests of the kind ${kind}.`);
    this.#carriers.set(kind, carrier);
  }

  of(kind: RequestKind): Carrier {
    const carrier = this.#carriers.get(kind);
    if (!carrier) throw new Error(`Nobody carries out requests of the kind ${kind}.`);
    return carrier;
  }
}
