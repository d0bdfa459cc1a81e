// Calls an operator to a row when nothing else can be written about it any more.
// Must never depend on anything that came from outside: its statement can fail only with the database itself.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { isTransientFault, nameOfFault } from '../common/database-fault.js';
import { cutTo, madeStorable } from '../common/text.js';
import type { JobFailure } from '../jobs/job-registry.js';

/** What an operator may be called to. */
export type CalledTo =
  | 'payment'
  | 'paid_payment'
  | 'withdrawn_deposit'
  | 'cancellation'
  | 'refund_request'
  | 'registered_card'
  | 'billing_key'
  | 'registration'
  | 'cash_receipt';

const MOST_CHARACTERS = 500;
/** A job may fail now and then; one that fails so often in a row needs somebody, whatever it fails of. */
const PATIENT_ATTEMPTS = 3;

/** Whatever lies open there, and was not settled meanwhile; with the lock of the aggregate moved on. */
const STATEMENTS: Readonly<Record<CalledTo, string>> = {
  // Also to one that was given up, and may have been paid all the same.
  payment: ofOrder('payments', `status NOT IN ('paid', 'reversed')`),
  paid_payment: ofOrder('payments', `status = 'paid'`),
  // Nobody waits for it here any more, and the provider still does.
  withdrawn_deposit: ofOrder('payments', `status = 'abandoned' AND receipt IS NOT NULL`),
  cancellation: ofOrder('cancellations', `status IN ('executing', 'in_doubt')`),
  // Of the payment that is to be refunded: the request itself waits for nobody any more.
  refund_request: ofOrder(
    'payments',
    `status = 'paid'`,
    `SELECT p.id FROM payments p JOIN refund_requests r ON r.order_id = p.order_id WHERE r.id = $1 AND r.status = 'approved'`,
  ),
  // Of the payment that registered it.
  registered_card: ofOrder('payments', `sealed_registered_key IS NOT NULL`),
  billing_key: ofItself('billing_keys', `status IN ('registering', 'active', 'removing')`),
  // Whatever became of it: money was taken in its window.
  registration: ofItself('billing_keys', 'true'),
  cash_receipt: ofItself('cash_receipts', `status IN ('requested', 'in_doubt', 'cancelling')`),
};

/** @param ids of the rows that `$1` stands for, in SQL */
function ofOrder(table: string, isOpen: string, ids = 'SELECT $1::uuid'): string {
  return `
    WITH called AS (
      UPDATE ${table} SET attention = $2 WHERE id IN (${ids}) AND attention IS NULL AND ${isOpen} RETURNING order_id
    ), moved AS (
      UPDATE orders SET version = version + 1 WHERE id IN (SELECT order_id FROM called) RETURNING id
    )
    SELECT count(*)::integer AS called FROM moved`;
}

function ofItself(table: string, isOpen: string): string {
  return `
    WITH called AS (
      UPDATE ${table} SET attention = $2, version = version + 1
      WHERE id = $1 AND attention IS NULL AND ${isOpen} RETURNING id
    )
    SELECT count(*)::integer AS called FROM called`;
}

@Injectable()
export class OperatorCalls {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Calls an operator, unless one was called before or the row is settled.
   *
   * @param id UUID
   * @param reason one sentence for the operator
   * @returns whether this call was the first
   */
  async call(to: CalledTo, id: string, reason: string): Promise<boolean> {
    const text = cutTo(MOST_CHARACTERS, madeStorable(reason));
    const [row] = await this.dataSource.query<{ called: number }[]>(STATEMENTS[to], [id, text]);
    return row?.called === 1;
  }

  /** Calls an operator to what a job about money cannot go on with. A database that is away is not worth a call. */
  async callAfterFailure(to: CalledTo, id: string, { error, attempt, isLast }: JobFailure): Promise<void> {
    if (!isLast && (attempt < PATIENT_ATTEMPTS || isTransientFault(error))) return;
    await this.call(to, id, `The job that is to settle it fails: ${nameOfFault(error)}. The log tells more.`);
  }
}
