// Reads stored cards and ends them.
// Must never put a customer’s reference into an address: what is looked for is sent in a body.
import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';
import { answerOf, api, type Answer } from '../../api/client';
import { queryClient } from '../../api/query-client';
import { IN_BACKGROUND, REFRESH_MS } from './background';
import type { BillingKeyFilter } from './billing-key-filter';

export type BillingKey = Answer<'/admin/billing-keys/{id}', 'get'>;
export type Charge = Answer<'/admin/billing-keys/{id}/charges', 'get'>['items'][number];

const KEY = ['billing-keys'] as const;
const PAGE_SIZE = 50;

export const billingKeysQuery = (filter: BillingKeyFilter, customerReference: string) =>
  infiniteQueryOptions({
    queryKey: [...KEY, 'found', filter, customerReference],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.POST('/admin/billing-keys/searches', {
          body: {
            ...filter,
            ...(customerReference !== '' && { customerReference }),
            ...(pageParam !== null && { cursor: pageParam }),
            limit: PAGE_SIZE,
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // What was shown stays while the next words are looked for.
    placeholderData: (earlier) => earlier,
  });

/** One that is being ended is looked at again until the provider has agreed. */
export const billingKeyQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEY, id],
    queryFn: ({ client, queryKey }) => {
      const isKnown = client.getQueryData(queryKey) !== undefined;
      return answerOf(api.GET('/admin/billing-keys/{id}', { params: { path: { id } }, ...(isKnown && IN_BACKGROUND) }));
    },
    refetchInterval: ({ state }) => (state.data?.status === 'removing' ? REFRESH_MS : false),
  });

export const chargesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...KEY, id, 'charges'],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET('/admin/billing-keys/{id}/charges', {
          params: { path: { id }, query: { limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export function useDeregister(id: string) {
  return useMutation({
    mutationFn: (reason: string) =>
      answerOf(api.POST('/admin/billing-keys/{id}/deregistrations', { params: { path: { id } }, body: { reason } })),
    onSuccess: (key) => {
      queryClient.setQueryData(billingKeyQuery(id).queryKey, key);
      return queryClient.invalidateQueries({ queryKey: [...KEY, 'found'] });
    },
  });
}
