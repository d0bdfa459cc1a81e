// The providers, by the names that people know them by.
// Must never list a provider that the server does not have.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { answerOf, api, type Answer } from '../../api/client';
import { useLanguage } from '../../texts/language';
import { nameHere } from '../../texts/providers';

export type Provider = Answer<'/admin/providers', 'get'>['items'][number];

/** They change only when the server is started anew. */
export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: async () => (await answerOf(api.GET('/admin/providers'))).items,
  staleTime: Infinity,
});

/** Says a provider’s name for people, the same as everywhere; of one without a name here, what the server calls it. */
export function useProviderName(): (provider: string) => string {
  const language = useLanguage();
  const { data = [] } = useQuery(providersQuery);
  return (name) => nameHere(name) ?? data.find(({ provider }) => provider === name)?.label[language] ?? name;
}
