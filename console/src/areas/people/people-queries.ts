// Reads and changes people.
// Must never decide what a role may do; the server does.
import { queryOptions, useMutation } from '@tanstack/react-query';
import { answerOf, api, type Answer } from '../../api/client';
import { queryClient } from '../../api/query-client';
import { readSessionAgain, type Role } from '../../api/session';

export type Person = Answer<'/admin/people', 'get'>['items'][number];
/** A link with which somebody chooses a password, shown once. */
export type Invitation = Answer<'/admin/people', 'post'>['invitation'];

const KEY = ['people'] as const;
const PAGE_SIZE = 100;

/** Everybody: a desk has tens of people, not thousands. */
export const peopleQuery = queryOptions({
  queryKey: KEY,
  queryFn: async () => {
    const people: Person[] = [];
    let cursor: string | null = null;
    do {
      const query: { limit: number; cursor?: string } = { limit: PAGE_SIZE, ...(cursor !== null && { cursor }) };
      const page: Answer<'/admin/people', 'get'> = await answerOf(api.GET('/admin/people', { params: { query } }));
      people.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return people;
  },
});

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEY, id],
    queryFn: () => answerOf(api.GET('/admin/people/{id}', { params: { path: { id } } })),
  });

/** Whoever changes people may have changed what they themselves may do. */
async function readAgain(): Promise<void> {
  await Promise.all([queryClient.invalidateQueries({ queryKey: KEY }), readSessionAgain()]);
}

/** A new person. */
export interface NewPerson {
  readonly email: string;
  readonly name: string;
  readonly roles: Role[];
  /** Won; left out: no limit. */
  readonly refundLimitWon?: number;
}

export function useInvite() {
  return useMutation({
    mutationFn: (body: NewPerson) => answerOf(api.POST('/admin/people', { body })),
    onSuccess: readAgain,
  });
}

export function useInviteAgain(id: string) {
  return useMutation({
    mutationFn: () => answerOf(api.POST('/admin/people/{id}/invitations', { params: { path: { id } } })),
    onSuccess: readAgain,
  });
}

/** What changes; what is left out stays. */
export type PersonChange = Partial<Omit<NewPerson, 'email'>> & {
  readonly noRefundLimit?: true;
  readonly disabled?: boolean;
};

export function useChangePerson(id: string) {
  return useMutation({
    mutationFn: (body: PersonChange) => answerOf(api.PATCH('/admin/people/{id}', { params: { path: { id } }, body })),
    onSuccess: readAgain,
  });
}
