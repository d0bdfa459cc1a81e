// Plays the buyer of a payment link for scripts, and lets a link expire before its time.
// Must never post the result anywhere; the script that asked does that.
import type { PayLink } from '../books/rows.js';
import { openLinkWindow } from '../links.js';
import { Refusal } from '../refusal.js';
import type { Simulator } from '../simulator.js';
import { deedOf } from '../window/deeds.js';
import { finishWindow } from '../window/finish.js';
import { BadInput } from './bad-input.js';
import { answerOf, type BrowserAnswer, stopped } from './browser.js';
import type { LinkRun } from './inputs.js';

export function linkNamed(simulator: Simulator, key: string): PayLink {
  const link = simulator.books.links.get(key);
  if (!link) throw new BadInput(`there is no payment link ${key}`, 404);
  return link;
}

export async function playLink(simulator: Simulator, link: PayLink, run: LinkRun): Promise<BrowserAnswer> {
  const type = run.type ?? link.types[0];
  if (type === undefined || !link.types.includes(type)) {
    throw new BadInput(`"type" must be one of ${link.types.join(', ')}, which this link offers`);
  }
  try {
    const window = openLinkWindow(simulator, link, type);
    const deed = deedOf(run.outcome, window, run.card, run.quota);
    const ending = await finishWindow(simulator, window.id, deed, simulator.origin());
    return answerOf(ending, ending.fields?.PCD_PAY_RST === 'close' ? null : link.resultUrl);
  } catch (error) {
    if (error instanceof Refusal) return stopped(`[${error.code}] ${error.message}`);
    throw error;
  }
}

export function expireLink(simulator: Simulator, link: PayLink): PayLink {
  const expired = { ...link, expiresAt: Math.min(link.expiresAt ?? Infinity, simulator.now()) };
  simulator.books.commit({ links: [expired] });
  return expired;
}
