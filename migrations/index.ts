// The migrations in their order. A new one is added below; the up() of one that has run anywhere is never changed.
//
// Name: TypeORM reads the last 13 digits of `name` as a timestamp and runs migrations in the order of those. `name` is the
// class's name, which ends in four digits, then a 9, then the same number in twelve digits: `Figures0016` is called
// `Figures00169000000000016`. The first nine were named by an older pattern, which sorts before it.
//
// down(): leaves the schema as it was before up(), and no data is lost by it. What the older schema cannot hold is listed
// for refuseLoss, which refuses to go on while there is any.
import { Orders0001 } from './0001-orders.js';
import { PaymentModes0002 } from './0002-payment-modes.js';
import { BillingKeys0003 } from './0003-billing-keys.js';
import { CardWindows0004 } from './0004-card-windows.js';
import { AskedMethods0005 } from './0005-asked-methods.js';
import { CardsRegisteredWithPayments0006 } from './0006-cards-registered-with-payments.js';
import { CashReceipts0007 } from './0007-cash-receipts.js';
import { StoredAccounts0008 } from './0008-stored-accounts.js';
import { Webhooks0009 } from './0009-webhooks.js';
import { Verdicts0010 } from './0010-verdicts.js';
import { AuditRuns0011 } from './0011-audit-runs.js';
import { VerdictsRestOnAnswers0012 } from './0012-verdicts-rest-on-answers.js';
import { People0013 } from './0013-people.js';
import { RefundRequests0014 } from './0014-refund-requests.js';
import { OrderSearch0015 } from './0015-order-search.js';
import { Figures0016 } from './0016-figures.js';
import { BillingKeysByProvider0017 } from './0017-billing-keys-by-provider.js';
import { ExternalCancellations0018 } from './0018-external-cancellations.js';
import { Rights0019 } from './0019-rights.js';
import { VoidedOrders0020 } from './0020-voided-orders.js';
import { AnswersAndPhones0021 } from './0021-answers-and-phones.js';
import { NightlyProviderAudits0022 } from './0022-nightly-provider-audits.js';
import { CalledRefundNotices0023 } from './0023-called-refund-notices.js';
import { ExactSpendings0024 } from './0024-exact-spendings.js';
import { WhatProvidersTell0025 } from './0025-what-providers-tell.js';
import { UnreadableRefundNotices0026 } from './0026-unreadable-refund-notices.js';
import { WaitingRequests0027 } from './0027-waiting-requests.js';
import { SaidTaken0028 } from './0028-said-taken.js';
import { ShownChargebacks0029 } from './0029-shown-chargebacks.js';
import { JobsSurelyEnqueued0030 } from './0030-jobs-surely-enqueued.js';
import { PaymentsFoundOnce0031 } from './0031-payments-found-once.js';
import { NumbersInAnyCase0032 } from './0032-numbers-in-any-case.js';

export const migrations = [
  Orders0001,
  PaymentModes0002,
  BillingKeys0003,
  CardWindows0004,
  AskedMethods0005,
  CardsRegisteredWithPayments0006,
  CashReceipts0007,
  StoredAccounts0008,
  Webhooks0009,
  Verdicts0010,
  AuditRuns0011,
  VerdictsRestOnAnswers0012,
  People0013,
  RefundRequests0014,
  OrderSearch0015,
  Figures0016,
  BillingKeysByProvider0017,
  ExternalCancellations0018,
  Rights0019,
  VoidedOrders0020,
  AnswersAndPhones0021,
  NightlyProviderAudits0022,
  CalledRefundNotices0023,
  ExactSpendings0024,
  WhatProvidersTell0025,
  UnreadableRefundNotices0026,
  WaitingRequests0027,
  SaidTaken0028,
  ShownChargebacks0029,
  JobsSurelyEnqueued0030,
  PaymentsFoundOnce0031,
  NumbersInAnyCase0032,
];
