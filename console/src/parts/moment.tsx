// A moment in Korean time, to the minute; the second and the zone are told to whoever points at it.
// Must never show another zone: two people who compare must read the same.
import { formatDistance, formatMinute, formatSecond } from '../format/moment';
import { useLanguage } from '../texts/language';

interface MomentProps {
  /** ISO 8601. */
  readonly at: string;
  /** As a distance from now, such as “3 minutes ago”. */
  readonly distance?: boolean;
}

export function Moment({ at, distance = false }: MomentProps) {
  const language = useLanguage();
  return (
    <time dateTime={at} title={formatSecond(at)}>
      {distance ? formatDistance(at, language) : formatMinute(at)}
    </time>
  );
}
