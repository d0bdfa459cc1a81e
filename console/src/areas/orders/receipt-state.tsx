// The state of a cash receipt, as a badge.
// Must never tell of a doubt as of a failure.
import { Badge, type Tone } from '../../parts/badge';
import { useTexts } from '../../texts/language';

/** The API calls it a text; one that is not known here is shown as the API names it. */
const tones: Readonly<Record<string, Tone>> = {
  requested: 'busy',
  issued: 'good',
  in_doubt: 'warn',
  refused: 'bad',
  cancelling: 'busy',
  cancelled: 'calm',
};

export function ReceiptState({ status }: { readonly status: string }) {
  const { cashReceiptStates } = useTexts().orders.page;
  return <Badge tone={tones[status] ?? 'calm'}>{cashReceiptStates[status] ?? status}</Badge>;
}
