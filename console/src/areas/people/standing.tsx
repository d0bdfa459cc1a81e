// Whether somebody can sign in: active, invited and not yet here, or disabled.
// Must never be more than what the server said when the page was read.
import { Badge } from '../../parts/badge';
import { useTexts } from '../../texts/language';
import type { Person } from './people-queries';

export function Standing({ person }: { readonly person: Person }) {
  const { people } = useTexts();
  if (person.disabledAt !== null) return <Badge tone="calm">{people.disabled}</Badge>;
  if (!person.hasPassword) return <Badge tone="busy">{people.invited}</Badge>;
  return <Badge tone="good">{people.active}</Badge>;
}
