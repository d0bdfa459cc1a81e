// Every provider of the contract suite, and whether it keeps cards.
// Must never leave one out: a provider that is not here has no stories.
import { paycoStage } from './payco.stage.js';
import { paypleStage } from './payple.stage.js';
import type { Stage } from './stage.js';
import { thirdpayStage } from './thirdpay/thirdpay.stage.js';

export interface StageEntry {
  readonly name: string;
  readonly open: () => Promise<Stage>;
  /** Said here because stories are chosen before a house stands; a story holds it against the port. */
  readonly keepsCards: boolean;
}

export const STAGES: readonly StageEntry[] = [
  { name: 'payco', open: paycoStage, keepsCards: false },
  { name: 'payple', open: () => paypleStage(), keepsCards: true },
  { name: 'payple by transfer', open: () => paypleStage({ method: 'transfer' }), keepsCards: true },
  { name: 'thirdpay', open: () => thirdpayStage(), keepsCards: true },
];

/** Where the stories of stored cards and accounts are told. */
export const CARD_STAGES = STAGES.filter(({ keepsCards }) => keepsCards);
