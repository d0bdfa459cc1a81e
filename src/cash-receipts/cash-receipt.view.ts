// Cash receipts as the API shows them.
// Must never show a sealed value.
import { showId } from '../common/ids.js';
import type { CashReceiptDto } from './cash-receipt.dto.js';
import type { CashReceipt } from './cash-receipt.entity.js';

export function cashReceiptView(receipt: CashReceipt): CashReceiptDto {
  const { status, purpose, identityHint, amountWon, managementNumber, refusal, attention, requestedBy } = receipt;
  return {
    id: showId('cashReceipt', receipt.id),
    orderId: showId('order', receipt.orderId),
    paymentId: showId('payment', receipt.paymentId),
    status,
    purpose,
    identity: identityHint,
    amountWon,
    managementNumber,
    refusal,
    attention,
    requestedBy,
    issuedAt: receipt.issuedAt?.toISOString() ?? null,
    cancelledAt: receipt.cancelledAt?.toISOString() ?? null,
    createdAt: receipt.createdAt.toISOString(),
  };
}
