// Stored cards of the third provider: shows what they cost a provider.
// Must never believe a claim that the bank does not confirm for this very registration.
import type {
  BillingPort,
  CardRegistration,
  ChargePayment,
  KnownRegistration,
  RegisteredKey,
  StoredKey,
  StoredMeans,
} from '../../../src/orders/billing.port.js';
import type { BuyerClaim, Opened } from '../../../src/orders/provider-payment.js';
import type { Reply } from '../../../src/orders/provider-reply.js';
import type { ReceiptWithSecret } from '../../../src/orders/receipt.js';
import { receiptOf, replyTo } from './thirdpay.answers.js';
import type { ThirdpayBank } from './thirdpay.bank.js';

const CARD: StoredMeans = { card: { company: 'Third Card', number: '1111********4444' } };

export class ThirdpayBilling implements BillingPort {
  readonly methods = [{ method: 'card', minimumChargeWon: 100 }] as const;

  constructor(private readonly bank: ThirdpayBank) {}

  openRegistration({ keyId, landingUrl }: CardRegistration): Promise<Reply<Opened>> {
    const reference = `card-${keyId}`;
    this.bank.landings.set(reference, landingUrl);
    const url = `https://thirdpay.example.com/${reference}`;
    return Promise.resolve({ is: 'done', value: { reference, handoff: { type: 'redirect', url } } });
  }

  claimKey({ reference }: KnownRegistration, claim: BuyerClaim): Promise<Reply<RegisteredKey>> {
    const secret = claim['card'];
    if (claim['turned'] === 'back') return refused('buyer_cancelled');
    if (secret === undefined || this.bank.registrationOf(secret) !== reference) return refused('invalid');
    return Promise.resolve({ is: 'done', value: { secret, means: CARD } });
  }

  charge(payment: ChargePayment): Promise<Reply<ReceiptWithSecret>> {
    try {
      this.bank.charge(payment.keySecret, payment.reference, payment.amountWon);
      return Promise.resolve({ is: 'done', value: receiptOf(payment) });
    } catch (error) {
      return Promise.resolve(replyTo(error, 'declined'));
    }
  }

  describe({ keySecret }: StoredKey): Promise<Reply<StoredMeans | null>> {
    if (this.bank.registrationOf(keySecret) === undefined) return refused('key_dead');
    return Promise.resolve({ is: 'done', value: CARD });
  }

  revoke({ keySecret }: StoredKey): Promise<Reply<null>> {
    try {
      this.bank.revoke(keySecret);
      return Promise.resolve({ is: 'done', value: null });
    } catch (error) {
      return Promise.resolve(replyTo(error, 'invalid'));
    }
  }
}

function refused(reason: 'buyer_cancelled' | 'invalid' | 'key_dead'): Promise<Reply<never>> {
  return Promise.resolve({ is: 'refused', refusal: { reason } });
}
