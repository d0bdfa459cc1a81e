// Who has something to do after a refund. A module that does registers here, and its job is enqueued with the refund.
// Must never import such a module, nor let it say no: the money has moved.
import { Injectable } from '@nestjs/common';
import type { Payment } from './entities/payment.entity.js';
import type { JobDraft } from './jobs.js';

/** The job to run after a refund of the payment, or `null` when there is nothing to do. */
export type RefundFollower = (payment: Payment, now: Date) => JobDraft | null;

@Injectable()
export class RefundFollowers {
  readonly #followers: RefundFollower[] = [];

  register(follower: RefundFollower): void {
    this.#followers.push(follower);
  }

  /** The jobs to write together with a refund that is done. */
  jobsAfter(payment: Payment, now: Date): JobDraft[] {
    return this.#followers.flatMap((follower) => follower(payment, now) ?? []);
  }
}
