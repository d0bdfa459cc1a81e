// Reads the figures, again and again while they are looked at.
// Must never keep a session alive by itself.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, type Answer } from '../../api/client';
import { queryClient } from '../../api/query-client';
import type { FiguresFilter } from './figures-filter';

export type Figures = Answer<'/admin/figures', 'get'>;

const FRESH_EVERY_MS = 30_000;

export const figuresQuery = ({ period = 'day', date, seller }: FiguresFilter) => {
  const key = ['figures', period, date ?? 'today', seller ?? 'all'];
  return queryOptions({
    queryKey: key,
    queryFn: () =>
      answerOf(
        api.GET('/admin/figures', {
          params: { query: { period, ...(date !== undefined && { date }), ...(seller !== undefined && { seller }) } },
          headers: queryClient.getQueryData(key) === undefined ? {} : { 'X-Background-Refresh': '1' },
        }),
      ),
    // What was shown stays while another day is read.
    placeholderData: keepPreviousData,
    refetchInterval: FRESH_EVERY_MS,
  });
};
