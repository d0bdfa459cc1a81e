// Reads and changes webhook endpoints, and has events sent again.
// Must never keep a secret: it is handed to whoever had it made, and forgotten.
import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';
import { answerOf, api, type Answer } from '../../api/client';
import { queryClient } from '../../api/query-client';
import { IN_BACKGROUND, REFRESH_MS } from './background';
import type { DeliveryFilter } from './delivery-filter';

export type Endpoint = Answer<'/admin/webhook-endpoints/{id}', 'get'>;
export type Delivery = Answer<'/admin/webhook-endpoints/{id}/deliveries', 'get'>['items'][number];
export type Attempt = Delivery['lastAttempts'][number];

const KEY = ['endpoints'] as const;
const PAGE_SIZE = 30;

export const endpointsQuery = queryOptions({
  queryKey: KEY,
  queryFn: async () => (await answerOf(api.GET('/admin/webhook-endpoints'))).items,
});

export const eventTypesQuery = queryOptions({
  queryKey: ['event-types'],
  queryFn: async () => (await answerOf(api.GET('/admin/webhook-endpoints/event-types'))).items,
  staleTime: Infinity,
});

export const endpointQuery = (id: string) =>
  queryOptions({
    queryKey: [...KEY, id],
    queryFn: () => answerOf(api.GET('/admin/webhook-endpoints/{id}', { params: { path: { id } } })),
  });

/** The newest first. While one of them waits to be sent, they are looked at again. */
export const deliveriesQuery = (id: string, filter: DeliveryFilter) =>
  infiniteQueryOptions({
    queryKey: [...KEY, id, 'deliveries', filter],
    queryFn: ({ client, pageParam, queryKey }) => {
      const isKnown = client.getQueryData(queryKey) !== undefined;
      const query = { ...filter, limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) };
      return answerOf(
        api.GET('/admin/webhook-endpoints/{id}/deliveries', {
          params: { path: { id }, query },
          ...(isKnown && IN_BACKGROUND),
        }),
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: (earlier) => earlier,
    refetchInterval: ({ state }) => {
      const shown = state.data?.pages.flatMap(({ items }) => items) ?? [];
      return shown.some(({ status }) => status === 'waiting') ? REFRESH_MS : false;
    },
  });

const readAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: KEY });

/** What an endpoint is to be; no event types: everything. */
export interface EndpointWish {
  readonly url: string;
  readonly description: string;
  readonly eventTypes: string[];
}

export function useCreateEndpoint() {
  return useMutation({
    mutationFn: ({ url, description, eventTypes }: EndpointWish) =>
      answerOf(
        api.POST('/admin/webhook-endpoints', {
          body: { url, eventTypes, ...(description !== '' && { description }) },
        }),
      ),
    onSuccess: readAgain,
  });
}

export function useChangeEndpoint(id: string) {
  return useMutation({
    mutationFn: (body: EndpointWish) =>
      answerOf(api.PATCH('/admin/webhook-endpoints/{id}', { params: { path: { id } }, body })),
    onSuccess: readAgain,
  });
}

export function usePauseEndpoint(id: string) {
  return useMutation({
    mutationFn: () => answerOf(api.POST('/admin/webhook-endpoints/{id}/pause', { params: { path: { id } } })),
    onSuccess: readAgain,
  });
}

export function useResumeEndpoint(id: string) {
  return useMutation({
    mutationFn: () => answerOf(api.POST('/admin/webhook-endpoints/{id}/resume', { params: { path: { id } } })),
    onSuccess: readAgain,
  });
}

export function useRemoveEndpoint(id: string) {
  return useMutation({
    mutationFn: () => api.DELETE('/admin/webhook-endpoints/{id}', { params: { path: { id } } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: KEY, exact: true }),
  });
}

export function useRotateSecret(id: string) {
  return useMutation({
    mutationFn: (keepPreviousMs: number) =>
      answerOf(
        api.POST('/admin/webhook-endpoints/{id}/secret-rotations', {
          params: { path: { id } },
          body: { keepPreviousMs },
        }),
      ),
    onSuccess: readAgain,
  });
}

export function useTestEndpoint(id: string) {
  return useMutation({
    mutationFn: () => answerOf(api.POST('/admin/webhook-endpoints/{id}/test-deliveries', { params: { path: { id } } })),
    onSuccess: readAgain,
  });
}

/** One event, or all of a time. */
export type RedeliveryWish =
  | { readonly eventId: string }
  | { readonly from: string; readonly to: string; readonly types?: string[]; readonly onlyFailed?: boolean };

export function useRedeliver(id: string) {
  return useMutation({
    mutationFn: async (body: RedeliveryWish): Promise<number> => {
      const { data } = await api.POST('/admin/webhook-endpoints/{id}/redeliveries', {
        params: { path: { id } },
        body,
      });
      return data?.eventCount ?? 0;
    },
    onSuccess: readAgain,
  });
}
