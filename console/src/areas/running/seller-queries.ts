// Reads and changes sellers.
// Must never keep a credential: what was typed goes with its request and is forgotten.
import { queryOptions, useMutation } from '@tanstack/react-query';
import { answerOf, api, type Answer } from '../../api/client';
import { queryClient } from '../../api/query-client';

export type Seller = Answer<'/admin/sellers', 'get'>['items'][number];

const KEY = ['sellers'] as const;
const PAGE_SIZE = 100;

/** All of them: a merchant has tens of branches, not thousands. */
export const sellersQuery = queryOptions({
  queryKey: KEY,
  queryFn: async () => {
    const sellers: Seller[] = [];
    let cursor: string | null = null;
    do {
      const query: { limit: number; cursor?: string } = { limit: PAGE_SIZE, ...(cursor !== null && { cursor }) };
      const page: Answer<'/admin/sellers', 'get'> = await answerOf(api.GET('/admin/sellers', { params: { query } }));
      sellers.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return sellers;
  },
});

export const sellerQuery = (code: string) =>
  queryOptions({
    queryKey: [...KEY, code],
    queryFn: () => answerOf(api.GET('/admin/sellers/{code}', { params: { path: { code } } })),
  });

const readAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: KEY });

export function useCreateSeller() {
  return useMutation({
    mutationFn: (body: { code: string; name: string }) => answerOf(api.POST('/admin/sellers', { body })),
    onSuccess: readAgain,
  });
}

export function useRenameSeller(code: string) {
  return useMutation({
    mutationFn: (name: string) =>
      answerOf(api.PATCH('/admin/sellers/{code}', { params: { path: { code } }, body: { name } })),
    onSuccess: readAgain,
  });
}

export function useSetCredentials(code: string, provider: string) {
  return useMutation({
    mutationFn: (credentials: Record<string, string>) =>
      answerOf(
        api.PUT('/admin/sellers/{code}/credentials/{provider}', {
          params: { path: { code, provider } },
          body: { credentials },
        }),
      ),
    onSuccess: readAgain,
  });
}
