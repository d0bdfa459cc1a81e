// How far a file of refunds is, in one word.
// Must never call a file ended while a line waits for its turn.
import { Badge, type Tone } from '../../parts/badge';
import { useTexts } from '../../texts/language';
import type { BatchState } from '../../texts/refunds';
import type { Batch } from './refund-queries';

const tones: Readonly<Record<BatchState, Tone>> = { broken: 'bad', ready: 'calm', running: 'busy', ended: 'good' };

export function stateOf({ brokenCount, startedAt, endedAt }: Batch): BatchState {
  if (brokenCount > 0) return 'broken';
  if (startedAt === null) return 'ready';
  return endedAt === null ? 'running' : 'ended';
}

export function BatchBadge({ batch }: { readonly batch: Batch }) {
  const { batches } = useTexts().refunds;
  const state = stateOf(batch);
  return <Badge tone={tones[state]}>{batches.states[state]}</Badge>;
}
