// Found orders as the search shows them, and what is wanted as the search understands it.
// Must never show a buyer unmasked.
import { documentOf } from '../../common/document.js';
import { readId, showId } from '../../common/ids.js';
import { parseInstant } from '../../common/instant.js';
import { Problem } from '../../common/problems.js';
import { maskedBuyer } from './mask.js';
import { ListedOrderDto, ListedOrdersPageDto, type OrderWishDto } from './order-search.dto.js';
import type { FoundOrder, FoundOrders } from './order-search.service.js';
import type { OrderWish } from './order-search.sql.js';
import type { ReadingKind } from './reading.js';

/** @throws Problem `malformed_request` */
export function cursorOf(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const id = readId('order', cursor);
  if (id === null) throw new Problem('malformed_request', { detail: 'cursor is not a nextCursor of this list.' });
  return id;
}

export function wishOf({
  status,
  provider,
  method,
  sellerCode,
  attention,
  unsettled,
  from,
  to,
}: OrderWishDto): OrderWish {
  const days = { from: parseInstant(from ?? '') ?? undefined, to: parseInstant(to ?? '') ?? undefined };
  return { status, provider, method, sellerCode, attention, unsettled, ...days };
}

export function listedPage({ rows, foundBy, understoodAs, next, stoppedEarly }: FoundOrders): ListedOrdersPageDto {
  return documentOf(ListedOrdersPageDto, {
    items: rows.map((row) => listedOrder(row, foundBy.get(row.id) ?? [])),
    understoodAs: [...understoodAs],
    nextCursor: next && showId('order', next),
    stoppedEarly,
  });
}

function listedOrder(row: FoundOrder, foundBy: readonly ReadingKind[]): ListedOrderDto {
  const { orderNumber, sellerCode, title, status, amountWon, cancelledWon, provider, method, needsAttention } = row;
  return documentOf(ListedOrderDto, {
    id: showId('order', row.id),
    orderNumber,
    sellerCode,
    title,
    status,
    amountWon,
    cancelledWon,
    provider,
    method,
    buyer: maskedBuyer(row.buyer),
    needsAttention,
    foundBy: [...foundBy],
    paidAt: row.paidAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  });
}
