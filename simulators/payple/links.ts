// Payment links: whether one can still be paid, and the window a buyer opens from one.
// Must never take money; the window does, as any other.
import { authorizeLink } from './auth/authorize.js';
import type { Order, PayLink, PayType, PayWindow } from './books/rows.js';
import { Refusal } from './refusal.js';
import type { Simulator } from './simulator.js';

type LinkState = 'OPEN' | 'PAID' | 'EXPIRED';

export function linkStateOf(simulator: Simulator, link: PayLink): LinkState {
  if (simulator.habits.linkUses === 'once' && link.paidOids.length > 0) return 'PAID';
  return link.expiresAt !== null && link.expiresAt <= simulator.now() ? 'EXPIRED' : 'OPEN';
}

export function linkUrl(simulator: Simulator, key: string): string {
  return `${simulator.origin()}/link/${encodeURIComponent(key)}`;
}

/** A window may have been opened in time and be finished too late, or after another buyer paid. */
export function refuseOverLink(simulator: Simulator, { linkKey }: PayWindow): void {
  if (linkKey === undefined) return;
  const link = simulator.books.links.get(linkKey);
  if (!link || linkStateOf(simulator, link) !== 'OPEN') throw Refusal.own('linkOver');
}

/** Every buyer gets a window and an order number of their own. */
export function openLinkWindow(simulator: Simulator, link: PayLink, type: PayType): PayWindow {
  const window = windowOf(simulator, link, type);
  refuseOverLink(simulator, window);
  simulator.books.commit({ windows: [window] });
  return window;
}

function windowOf(simulator: Simulator, link: PayLink, type: PayType): PayWindow {
  const order: Order = { ...link.order, oid: simulator.identifiers.oid(simulator.now()) };
  return {
    id: simulator.identifiers.hex(32),
    cstId: link.cstId,
    authKey: authorizeLink(simulator, link.cstId).authKey,
    type,
    work: 'PAY',
    cardVer: link.cardVer,
    order,
    knownPayerId: null,
    linkKey: link.key,
    parameters: { PCD_RST_URL: link.resultUrl ?? '' },
    isDirect: true,
    openedAt: simulator.now(),
    state: 'OPEN',
    reqKey: null,
    confirmPath: null,
    authenticatedAt: null,
    payerId: null,
    instrument: null,
    quota: '00',
  };
}
