// The migrations in their order. A migration that has run anywhere is never changed; a new one is added below.
import { Orders0001 } from './0001-orders.js';
import { PaymentModes0002 } from './0002-payment-modes.js';
import { BillingKeys0003 } from './0003-billing-keys.js';
import { CardWindows0004 } from './0004-card-windows.js';
import { AskedMethods0005 } from './0005-asked-methods.js';
import { CardsRegisteredWithPayments0006 } from './0006-cards-registered-with-payments.js';
import { CashReceipts0007 } from './0007-cash-receipts.js';
import { Verdicts0011 } from './0011-verdicts.js';
import { AuditRuns0012 } from './0012-audit-runs.js';

export const migrations = [
  Orders0001,
  PaymentModes0002,
  BillingKeys0003,
  CardWindows0004,
  AskedMethods0005,
  CardsRegisteredWithPayments0006,
  CashReceipts0007,
  Verdicts0011,
  AuditRuns0012,
];
