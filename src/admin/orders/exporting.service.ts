// Writes what a search finds into a file, row by row while it is sent; the trail knows who took what, and how much.
// Must never hold more than one page of orders, nor begin before the trail knows of it.
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { SignedInPerson } from '../../access/require-permission.js';
import { AuditTrail, type AuditAction } from '../../audit/audit-trail.js';
import type { AuditFacts } from '../../audit/audit-entry.entity.js';
import type { Buyer } from '../../orders/buyer.js';
import { BYTE_ORDER_MARK, csvLine } from './csv.js';
import { cellsOf, headings } from './export-columns.js';
import { maskedBuyer, type MaskedBuyer } from './mask.js';
import { wishOf } from './order-list.view.js';
import type { ExportLanguage, ExportOrdersDto } from './order-search.dto.js';
import { OrderSearch, type FoundOrder } from './order-search.service.js';
import { readingsOf } from './reading.js';

/** A file to write. */
export interface ExportWish {
  readonly by: SignedInPerson;
  readonly asked: ExportOrdersDto;
  /** Set when buyers are to be unmasked: why. */
  readonly reason: string | null;
}

/** Rows read at once. */
const PAGE = 500;
/** What a spreadsheet can open. */
const MOST_ROWS = 1_000_000;

@Injectable()
export class Exporting {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly orders: OrderSearch,
    private readonly trail: AuditTrail,
  ) {}

  /** Records that it begins, and returns the file in pieces; each is made when the one before was taken. */
  async begin(wish: ExportWish): Promise<AsyncGenerator<string>> {
    await this.#record(wish, 'orders.export_begun', {});
    return this.#pieces(wish);
  }

  async *#pieces(wish: ExportWish): AsyncGenerator<string> {
    const { asked, reason } = wish;
    let rowCount = 0;
    let isWhole = false;
    try {
      yield BYTE_ORDER_MARK + csvLine(headings(asked.language));
      let after: string | null = null;
      do {
        const page = await this.orders.find(wishOf(asked), asked.text ?? null, after, PAGE);
        if (page.rows.length > 0) yield linesOf(page.rows, asked.language, reason !== null);
        rowCount += page.rows.length;
        after = page.next;
      } while (after !== null && rowCount < MOST_ROWS);
      isWhole = after === null;
    } finally {
      // Also when the reader has gone, or the database has: what was taken until then was taken.
      await this.#record(wish, 'orders.exported', { rowCount, isWhole });
    }
  }

  async #record({ by, asked, reason }: ExportWish, action: AuditAction, more: AuditFacts): Promise<void> {
    const { status, provider, method, sellerCode, attention, unsettled, from, to, text } = asked;
    const filters = { status, provider, method, sellerCode, attention, unsettled, from, to };
    const searched = text === undefined ? {} : { textUnderstoodAs: readingsOf(text).map(({ is }) => is) };
    await this.trail.record(this.dataSource.manager, {
      by,
      action,
      after: { ...filters, ...searched, unmasked: reason !== null, ...more },
      ...(reason !== null && { reason }),
    });
  }
}

function linesOf(rows: readonly FoundOrder[], language: ExportLanguage, unmasked: boolean): string {
  return rows
    .map((order) => ({ order, buyer: unmasked ? wholeBuyer(order.buyer) : maskedBuyer(order.buyer) }))
    .map((exported) => csvLine(cellsOf(exported, language)))
    .join('');
}

function wholeBuyer(buyer: Buyer | null): MaskedBuyer | null {
  return buyer && { name: buyer.name ?? null, phone: buyer.phone ?? null, email: buyer.email ?? null };
}
