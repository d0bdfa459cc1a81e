// The one list of entities.
// Must never hold logic.
import { RefundBatch, RefundBatchLine } from '../admin/refunds/batches/refund-batch.entity.js';
import { RefundRequest } from '../admin/refunds/refund-request.entity.js';
import { ApiKey } from '../access/api-key.entity.js';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { BillingKey } from '../billing/billing-key.entity.js';
import { CashReceipt } from '../cash-receipts/cash-receipt.entity.js';
import { WebhookEndpoint } from '../events/webhook-endpoint.entity.js';
import { AuditRun } from '../money/audit-run.entity.js';
import { Cancellation } from '../orders/entities/cancellation.entity.js';
import { Exchange } from '../orders/entities/exchange.entity.js';
import { IdempotencyRecord } from '../orders/entities/idempotency-record.entity.js';
import { RecordedEvent } from '../orders/entities/event.entity.js';
import { Order } from '../orders/entities/order.entity.js';
import { Payment } from '../orders/entities/payment.entity.js';
import { RefundNotice } from '../orders/entities/refund-notice.entity.js';
import { Verdict } from '../orders/entities/verdict.entity.js';
import { Person } from '../people/person.entity.js';
import { ProviderAuditRun } from '../provider-audit/provider-audit-run.entity.js';
import { ChangeRequest } from '../rights/change-request.entity.js';
import { SellerCredentials } from '../sellers/seller-credentials.entity.js';
import { Seller } from '../sellers/seller.entity.js';

export const entities = [
  ApiKey,
  Seller,
  SellerCredentials,
  Order,
  Payment,
  Cancellation,
  RecordedEvent,
  Exchange,
  IdempotencyRecord,
  BillingKey,
  CashReceipt,
  WebhookEndpoint,
  RefundNotice,
  Verdict,
  AuditRun,
  ProviderAuditRun,
  AuditEntry,
  Person,
  ChangeRequest,
  RefundRequest,
  RefundBatch,
  RefundBatchLine,
];
