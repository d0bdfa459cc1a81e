// The state of a change as a badge, and who asked for it.
// Must never show what waits as done.
import { useSession } from '../../api/session';
import { Badge, type Tone } from '../../parts/badge';
import { useTexts } from '../../texts/language';
import type { Change } from './change-queries';

const tones: Readonly<Record<Change['status'], Tone>> = {
  pending: 'busy',
  applied: 'good',
  rejected: 'bad',
  withdrawn: 'calm',
  expired: 'calm',
  stale: 'warn',
};

export function ChangeState({ status }: Pick<Change, 'status'>) {
  const { changes: t } = useTexts();
  return <Badge tone={tones[status]}>{t.states[status]}</Badge>;
}

export function Asker({ askedBy }: Pick<Change, 'askedBy'>) {
  const { changes: t } = useTexts();
  const isOwn = useSession().person.id === askedBy.id;
  return (
    <>
      {askedBy.id === null ? t.commandLine : askedBy.name} {isOwn && <span className="quiet">({t.you})</span>}
    </>
  );
}
