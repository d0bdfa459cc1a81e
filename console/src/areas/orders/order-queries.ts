// Reads one order, again and again while somebody looks at it; the server says in a word when nothing is new.
// Must never keep a buyer unmasked among what was read.
import { queryOptions, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { answerOf, api, type Answer } from '../../api/client';
import { NoAnswerError } from '../../api/problem';
import { queryClient } from '../../api/query-client';

export type Order = Answer<'/admin/orders/{id}', 'get'>;
export type Payment = Order['payments'][number];
export type Cancellation = Order['cancellations'][number];
export type TimelineEntry = Order['timeline']['entries'][number];
type RefundRequest = Pick<Order['requests'][number], 'askedAt' | 'cancellation'>;
export type Evidence = Answer<'/admin/orders/{id}/evidence/{subjectId}', 'get'>;
export type Unmasked = Answer<'/admin/orders/{id}/unmaskings', 'post'>;

const FRESH_EVERY_MS = 2_000;

interface KnownOrder {
  readonly order: Order;
  readonly etag: string;
}

/** The order as it is, and as it is every two seconds from then on. */
export function orderQuery(id: string) {
  const queryKey = ['orders', 'page', id] as const;
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }): Promise<KnownOrder> => {
      const known = queryClient.getQueryData<KnownOrder>(queryKey);
      const { data, response } = await api.GET('/admin/orders/{id}', {
        params: { path: { id } },
        // Nobody sits there who asks again: it keeps no session alive.
        headers: known ? { 'If-None-Match': known.etag, 'X-Background-Refresh': '1' } : {},
        signal,
      });
      if (known && response.status === 304) return known;
      if (!data) throw new NoAnswerError();
      return { order: data, etag: response.headers.get('ETag') ?? '' };
    },
    staleTime: 0,
    refetchInterval: FRESH_EVERY_MS,
    refetchOnWindowFocus: true,
  });
}

/** A request about a payment that waits for a second person: until then nothing else can be asked for. */
export function waitingRequest({ requests }: Order, paymentId: string): Order['requests'][number] | null {
  return requests.find((each) => each.paymentId === paymentId && each.status === 'pending') ?? null;
}

/** What had gone back at the provider already, and was found and recorded while a refund was carried out. */
export function foundWith({ cancellations }: Order, { askedAt, cancellation }: RefundRequest): readonly Cancellation[] {
  const doneAt = cancellation?.doneAt ?? null;
  if (doneAt === null) return [];
  return cancellations.filter(
    ({ origin, createdAt }) =>
      origin === 'found' && Date.parse(createdAt) >= Date.parse(askedAt) && Date.parse(createdAt) <= Date.parse(doneAt),
  );
}

/** What happened before the part that comes with the order. */
export function useEarlier(id: string, cursor: string | null) {
  return useInfiniteQuery({
    queryKey: ['orders', 'timeline', id, cursor],
    queryFn: ({ pageParam }) =>
      answerOf(api.GET('/admin/orders/{id}/timeline', { params: { path: { id }, query: { cursor: pageParam } } })),
    initialPageParam: cursor ?? '',
    getNextPageParam: ({ earlierCursor }) => earlierCursor,
    enabled: false,
    staleTime: Infinity,
  });
}

export const exchangeQuery = (id: string, exchangeId: string) =>
  queryOptions({
    queryKey: ['orders', 'exchange', id, exchangeId],
    queryFn: () =>
      answerOf(api.GET('/admin/orders/{id}/exchanges/{exchangeId}', { params: { path: { id, exchangeId } } })),
    staleTime: Infinity,
  });

/** @param status of the payment or cancellation; when it changes, so has the evidence */
export const evidenceQuery = (id: string, subjectId: string, status: string) =>
  queryOptions({
    queryKey: ['orders', 'evidence', id, subjectId, status],
    queryFn: () =>
      answerOf(api.GET('/admin/orders/{id}/evidence/{subjectId}', { params: { path: { id, subjectId } } })),
    staleTime: 10_000,
  });

/** The answer stays with whoever asked; it is in no cache. */
export function useUnmask(id: string) {
  return useMutation({
    mutationFn: (reason: string) =>
      answerOf(api.POST('/admin/orders/{id}/unmaskings', { params: { path: { id } }, body: { reason } })),
  });
}
