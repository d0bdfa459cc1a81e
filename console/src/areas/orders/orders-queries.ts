// Reads orders, their choices and views, and changes views.
// Must never keep what somebody searched for longer than they are signed in.
import { queryOptions, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { answerOf, api, type Answer } from '../../api/client';
import { queryClient } from '../../api/query-client';
import { wishOf, type OrdersFilter, type ViewFilters } from './orders-filter';

export type ListedOrder = Answer<'/admin/orders/searches', 'post'>['items'][number];
export type View = Answer<'/admin/views', 'get'>['items'][number];

const PAGE_SIZE = 50;
/** Where few orders fit, the server answers in time with less; so often it is asked to go on by itself. */
const MOST_STEPS_BY_ITSELF = 100;

export function useOrders(filter: OrdersFilter, text: string) {
  const found = useInfiniteQuery({
    queryKey: ['orders', 'found', filter, text],
    queryFn: ({ pageParam, signal }) =>
      answerOf(
        api.POST('/admin/orders/searches', {
          body: { ...wishOf(filter, text), limit: PAGE_SIZE, ...(pageParam !== null && { cursor: pageParam }) },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // What was shown stays while the next words are looked for.
    placeholderData: (earlier) => earlier,
    staleTime: 2_000,
  });
  const { data, hasNextPage, isFetching, isPlaceholderData, fetchNextPage, error } = found;
  const last = data?.pages.at(-1);
  const shown = data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0;
  const goesOn =
    last?.stoppedEarly === true && hasNextPage && shown < PAGE_SIZE && (data?.pages.length ?? 0) < MOST_STEPS_BY_ITSELF;
  useEffect(() => {
    if (goesOn && !isFetching && !isPlaceholderData && error === null) void fetchNextPage();
  }, [goesOn, isFetching, isPlaceholderData, error, fetchNextPage]);
  return { found, isLookingFurther: goesOn && error === null };
}

export const choicesQuery = queryOptions({
  queryKey: ['orders', 'choices'],
  queryFn: () => answerOf(api.GET('/admin/orders/choices')),
  staleTime: 300_000,
});

const TYPED = ['orders', 'typed'] as const;

/** What is in the search box. Among what was read, so that it is forgotten with it when somebody signs out. */
export function useTyped(): readonly [string, (text: string) => void] {
  const { data } = useQuery({
    queryKey: TYPED,
    queryFn: () => queryClient.getQueryData<string>(TYPED) ?? '',
    initialData: '',
    staleTime: Infinity,
    gcTime: Infinity,
  });
  return [data, (text) => queryClient.setQueryData(TYPED, text)];
}

const VIEWS = ['orders', 'views'] as const;

export const viewsQuery = queryOptions({
  queryKey: VIEWS,
  queryFn: async () => (await answerOf(api.GET('/admin/views'))).items,
});

const readAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: VIEWS });

export function useSaveView() {
  return useMutation({
    mutationFn: (body: { name: string; filters: ViewFilters }) => answerOf(api.POST('/admin/views', { body })),
    onSuccess: readAgain,
  });
}

export function useRenameView() {
  return useMutation({
    mutationFn: ({ id, name }: { readonly id: string; readonly name: string }) =>
      answerOf(api.PATCH('/admin/views/{id}', { params: { path: { id } }, body: { name } })),
    onSuccess: readAgain,
  });
}

export function useRemoveView() {
  return useMutation({
    mutationFn: (id: string) => api.DELETE('/admin/views/{id}', { params: { path: { id } } }),
    onSuccess: readAgain,
  });
}
