// The background jobs of orders, by name, with what each is told.
// Must never do anything; the services run them.

/** Looks a payment up until it is settled. */
export const SETTLE_PAYMENT = 'settle_payment';
/** Finds out what became of a cancellation. */
export const SETTLE_CANCELLATION = 'settle_cancellation';
/** Gives the card that a payment registered a row of its own; whoever keeps stored cards runs it. */
export const KEEP_REGISTERED_CARD = 'keep_registered_card';
/** Asks a provider whether it still has a key; whoever keeps stored cards runs it. */
export const CHECK_BILLING_KEY = 'check_billing_key';
/** Holds a provider's balance of a settled payment against our books. */
export const RECONCILE_PAYMENT = 'reconcile_payment';
/** Tells a provider that nobody waits for a deposit any more. */
export const WITHDRAW_DEPOSIT = 'withdraw_deposit';
/** Closes orders whose time is up. */
export const EXPIRE_ORDERS = 'expire_orders';
/** Gives a job to whatever is unsettled and has none. */
export const WATCH_UNSETTLED = 'watch_unsettled';
/** Forgets old answers to Idempotency-Keys. */
export const FORGET_ANSWERS = 'forget_answers';

/** A job to be enqueued with a change. */
export interface JobDraft {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** A later job under the same key replaces one that has not run yet. */
  readonly key: string;
  /** When; absent means at once. */
  readonly runAt: Date | null;
}

/** The job that settles a payment at a time. There is one per payment. */
export function settlePaymentJob(paymentId: string, runAt: Date): JobDraft {
  return { name: SETTLE_PAYMENT, payload: { paymentId }, key: `${SETTLE_PAYMENT}:${paymentId}`, runAt };
}

/** The job that asks how much is left of a settled payment. One that has not run yet does for all who ask meanwhile. */
export function reconcilePaymentJob(paymentId: string, runAt: Date): JobDraft {
  return { name: RECONCILE_PAYMENT, payload: { paymentId }, key: `${RECONCILE_PAYMENT}:${paymentId}`, runAt };
}

/** The job that tells the provider of a payment that its deposit is not waited for. */
export function withdrawDepositJob(paymentId: string): JobDraft {
  return {
    name: WITHDRAW_DEPOSIT,
    payload: { paymentId },
    key: `${WITHDRAW_DEPOSIT}:${paymentId}`,
    runAt: null,
  };
}

/** The job that keeps the card that a payment registered. */
export function keepRegisteredCardJob(paymentId: string): JobDraft {
  return {
    name: KEEP_REGISTERED_CARD,
    payload: { paymentId },
    key: `${KEEP_REGISTERED_CARD}:${paymentId}`,
    runAt: null,
  };
}

/** The job that asks at once whether a key is still there. One that has not run yet does for all who ask meanwhile. */
export function checkKeyJob(billingKeyId: string): JobDraft {
  return {
    name: CHECK_BILLING_KEY,
    payload: { billingKeyId },
    key: `${CHECK_BILLING_KEY}:${billingKeyId}`,
    runAt: null,
  };
}

/** The job that settles a cancellation at a time. There is one per cancellation. */
export function settleCancellationJob(cancellationId: string, runAt: Date): JobDraft {
  return {
    name: SETTLE_CANCELLATION,
    payload: { cancellationId },
    key: `${SETTLE_CANCELLATION}:${cancellationId}`,
    runAt,
  };
}
