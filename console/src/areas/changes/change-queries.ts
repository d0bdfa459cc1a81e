// Reads changes of rights and decides about them.
// Must never decide who may; the server does.
import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';
import { answerOf, api, type Answer } from '../../api/client';
import { queryClient } from '../../api/query-client';
import { IN_BACKGROUND, LOOK_AGAIN_MS } from '../refunds/refund-queries';

export type Change = Answer<'/admin/changes', 'get'>['items'][number];

const KEY = ['changes'] as const;
const PAGE_SIZE = 50;

export const changesQuery = (show: 'all' | undefined) =>
  infiniteQueryOptions({
    queryKey: [...KEY, 'list', show ?? 'waiting'],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/admin/changes', {
          params: {
            query: {
              limit: PAGE_SIZE,
              ...(show === undefined && { status: 'pending' as const }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
          headers: IN_BACKGROUND,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: LOOK_AGAIN_MS,
  });

export const changeQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEY, id],
    queryFn: () => answerOf(api.GET('/admin/changes/{id}', { params: { path: { id } }, headers: IN_BACKGROUND })),
    refetchInterval: LOOK_AGAIN_MS,
  });

/** How many could approve at this moment, and how many wait. */
export const standingQuery = queryOptions({
  queryKey: [...KEY, 'standing'],
  queryFn: () =>
    answerOf(api.GET('/admin/changes', { params: { query: { limit: 1, status: 'pending' } }, headers: IN_BACKGROUND })),
  refetchInterval: LOOK_AGAIN_MS,
});

/** A change may be of anything that other pages show. */
const readAllAgain = (): Promise<void> => queryClient.invalidateQueries();

export function useApproveChange(id: string) {
  return useMutation({
    mutationFn: () => answerOf(api.POST('/admin/changes/{id}/approvals', { params: { path: { id } } })),
    onSettled: readAllAgain,
  });
}

export function useRejectChange(id: string) {
  return useMutation({
    mutationFn: (reason: string) =>
      answerOf(api.POST('/admin/changes/{id}/rejections', { params: { path: { id } }, body: { reason } })),
    onSettled: readAllAgain,
  });
}

export function useWithdrawChange(id: string) {
  return useMutation({
    mutationFn: () => answerOf(api.POST('/admin/changes/{id}/withdrawals', { params: { path: { id } } })),
    onSettled: readAllAgain,
  });
}
