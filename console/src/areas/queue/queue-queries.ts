// Reads the decision queue, and says what was found.
// Must never decide by itself, nor send the same decision twice under two keys.
import { queryOptions, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { answerOf, api, type Answer } from '../../api/client';
import { queryClient } from '../../api/query-client';
import type { components, operations } from '../../api/openapi';

type Schemas = components['schemas'];
export type QueueItem = Answer<'/admin/queue', 'get'>['items'][number];
export type QueueEntry = Answer<'/admin/queue/{kind}/{id}', 'get'>;
export type PossibleDecision = QueueEntry['decisions'][number];
export type QueueDecision = Schemas['QueueDecisionDocument'];
export type QueueKind = QueueItem['kind'];
/** What is sent. */
export type DecisionWish = operations['decideQueueItem']['requestBody']['content']['application/json'];

export const QUEUE_KINDS: readonly QueueKind[] = ['payment', 'cancellation', 'billing_key', 'cash_receipt'];

const KEY = ['queue'] as const;
const PAGE_SIZE = 50;
const FRESH_EVERY_MS = 15_000;
const COUNT_EVERY_MS = 30_000;

/** Nobody asked for it: a session that nobody uses is to end. */
const BY_ITSELF = { 'X-Background-Refresh': '1' } as const;
const headersFor = (key: readonly unknown[]): Record<string, string> =>
  queryClient.getQueryData(key) === undefined ? {} : { ...BY_ITSELF };

/** How many wait, for the menu. */
export const queueCountQuery = queryOptions({
  queryKey: [...KEY, 'count'],
  queryFn: async () => {
    const page = await answerOf(api.GET('/admin/queue', { params: { query: { limit: 1 } }, headers: BY_ITSELF }));
    return page.waiting;
  },
  refetchInterval: COUNT_EVERY_MS,
});

export function useQueue(kind: QueueKind | undefined) {
  const key = [...KEY, 'list', kind ?? 'all'];
  return useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/admin/queue', {
          params: {
            query: {
              limit: PAGE_SIZE,
              ...(kind !== undefined && { kind }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
          headers: headersFor(key),
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (earlier) => earlier,
    refetchInterval: FRESH_EVERY_MS,
  });
}

/** One thing, kept fresh: it may be settled while somebody looks. */
export const queueEntryQuery = (kind: string, id: string) => {
  const key = [...KEY, kind, id];
  return queryOptions({
    queryKey: key,
    queryFn: () =>
      answerOf(api.GET('/admin/queue/{kind}/{id}', { params: { path: { kind, id } }, headers: headersFor(key) })),
    refetchInterval: FRESH_EVERY_MS,
  });
};

/** Says what was found. */
export function useDecide(kind: string, id: string) {
  return useMutation({
    mutationFn: (wish: DecisionWish) =>
      answerOf(api.POST('/admin/queue/{kind}/{id}/decisions', { params: { path: { kind, id } }, body: wish })),
    // Also after a no: it says that something has changed.
    onSettled: () => queryClient.invalidateQueries({ queryKey: KEY }),
  });
}
