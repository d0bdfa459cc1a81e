// What the trail says of what people do with sellers.
// Must never be given a credential: of new ones it gets the names of their fields.
import { Injectable } from '@nestjs/common';
import { AuditTrail, type Actor } from '../../audit/audit-trail.js';
import type { Changed, Together } from '../../common/together.js';
import type { SellerCredentials } from '../../sellers/seller-credentials.entity.js';
import type { Seller } from '../../sellers/seller.entity.js';

@Injectable()
export class SellerRecords {
  constructor(private readonly trail: AuditTrail) {}

  created(by: Actor): Together<Seller> {
    return (manager, { code, name }) =>
      this.trail.record(manager, { by, action: 'seller.created', subject: code, after: { name } });
  }

  renamed(by: Actor): Together<Changed<Seller>> {
    return (manager, { before, after }) =>
      this.trail.record(manager, {
        by,
        action: 'seller.changed',
        subject: after.code,
        before: { name: before.name },
        after: { name: after.name },
      });
  }

  /** @param fields names of the texts that were set */
  credentialsSet(
    by: Actor,
    code: string,
    provider: string,
    fields: readonly string[],
  ): Together<SellerCredentials | null> {
    return (manager, replaced) =>
      this.trail.record(manager, {
        by,
        action: 'seller.credentials_set',
        subject: code,
        before: { provider, setAt: replaced?.createdAt.toISOString() ?? null },
        after: { provider, changed: [...fields].sort() },
      });
  }
}
