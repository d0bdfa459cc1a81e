// Writes into the transaction of a change under which Idempotency-Key it was made: the one is never there without the other,
// even when the process dies before it answers. Must never touch a transaction of anything else.
import { EventSubscriber, type EntitySubscriberInterface, type TransactionCommitEvent } from 'typeorm';
import { currentRunningWrite } from '../common/http/running-write.js';

const MARK = 'UPDATE idempotency_records SET committed_at = now() WHERE api_key_id = $1 AND key = $2';

@EventSubscriber()
export class CommitMark implements EntitySubscriberInterface {
  async beforeTransactionCommit({ queryRunner }: TransactionCommitEvent): Promise<void> {
    const write = currentRunningWrite();
    if (!write || write.hasSaidSo) return;
    await queryRunner.query(MARK, [write.ticket.apiKeyId, write.ticket.key]);
    write.hasSaidSo = true;
  }
}
