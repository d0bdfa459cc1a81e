// Reads, makes and revokes API keys.
// Must never keep a key: it is handed to whoever had it made, and forgotten.
import { queryOptions, useMutation } from '@tanstack/react-query';
import { answerOf, api, type Answer } from '../../api/client';
import { queryClient } from '../../api/query-client';
import type { Scope } from '../../texts/running';

export type ApiKey = Answer<'/admin/api-keys', 'get'>['items'][number];

/** With its text, which is shown this once. */
export type MadeApiKey = Answer<'/admin/api-keys', 'post'>;

const KEY = ['api-keys'] as const;
const PAGE_SIZE = 100;

/** All of them, usable ones first, the newest on top. */
export const apiKeysQuery = queryOptions({
  queryKey: KEY,
  queryFn: async () => {
    const keys: ApiKey[] = [];
    let cursor: string | null = null;
    do {
      const query: { limit: number; cursor?: string } = { limit: PAGE_SIZE, ...(cursor !== null && { cursor }) };
      const page: Answer<'/admin/api-keys', 'get'> = await answerOf(api.GET('/admin/api-keys', { params: { query } }));
      keys.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    const newest = keys.reverse();
    return [...newest.filter((key) => isUsable(key)), ...newest.filter((key) => !isUsable(key))];
  },
});

export const scopesQuery = queryOptions({
  queryKey: ['scopes'],
  queryFn: async () => (await answerOf(api.GET('/admin/api-keys/scopes'))).items,
  staleTime: Infinity,
});

export function isUsable({ revokedAt, expiresAt }: ApiKey, nowMs = Date.now()): boolean {
  return revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > nowMs);
}

const readAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: KEY });

/** What a new key is to be. */
export interface NewApiKey {
  readonly name: string;
  readonly scopes: Scope[];
  readonly expiresAt?: string;
  /** Won; left out: no limit. */
  readonly limitPerRequestWon?: number;
  readonly limitPerDayWon?: number;
  readonly limitPerOrderWon?: number;
}

export function useCreateApiKey() {
  return useMutation({
    mutationFn: (body: NewApiKey) => answerOf(api.POST('/admin/api-keys', { body })),
    onSuccess: readAgain,
  });
}

export function useRevokeApiKey() {
  return useMutation({
    mutationFn: ({ id, reason }: { readonly id: string; readonly reason: string }) =>
      answerOf(
        api.POST('/admin/api-keys/{id}/revocations', {
          params: { path: { id } },
          body: reason === '' ? {} : { reason },
        }),
      ),
    onSuccess: readAgain,
  });
}
