// Shows who buys in full, to whoever may see it and says why.
// Must never show it without the entry in the trail: both are one transaction.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { SignedInPerson } from '../../access/require-permission.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { documentOf } from '../../common/document.js';
import { showId } from '../../common/ids.js';
import { Problem } from '../../common/problems.js';
import { Order } from '../../orders/entities/order.entity.js';
import { UnmaskedDto } from './order-page.dto.js';

@Injectable()
export class Unmasking {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly trail: AuditTrail,
  ) {}

  /** @throws Problem `not_found` */
  async unmask(by: SignedInPerson, orderId: string, reason: string): Promise<UnmaskedDto> {
    return this.dataSource.transaction(async (manager) => {
      const order = await manager.findOne(Order, {
        select: { id: true, buyer: true, metadata: true },
        where: { id: orderId },
      });
      if (!order) throw new Problem('not_found', { detail: 'There is no such order.' });
      const { buyer, metadata } = order;
      const shown = [...Object.keys(buyer ?? {}), ...(Object.keys(metadata).length > 0 ? ['metadata'] : [])];
      await this.trail.record(manager, {
        by,
        action: 'order.unmasked',
        subject: showId('order', orderId),
        after: { shown },
        reason,
      });
      return documentOf(UnmaskedDto, { buyer, metadata });
    });
  }
}
