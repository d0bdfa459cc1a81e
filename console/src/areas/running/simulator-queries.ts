// Reads the simulators and orders trouble there.
// Must never be asked where nothing is simulated; the server answers that there is no such thing.
import { queryOptions, useMutation } from '@tanstack/react-query';
import { answerOf, api, type Answer } from '../../api/client';
import { queryClient } from '../../api/query-client';
import { IN_BACKGROUND, REFRESH_MS } from './background';

export type Simulator = Answer<'/admin/simulators', 'get'>['items'][number];
export type Fault = Simulator['faults'][number];

const KEY = ['simulators'] as const;

/** Looked at again and again: each call that meets a fault uses it up. */
export const simulatorsQuery = queryOptions({
  queryKey: KEY,
  queryFn: async ({ client, queryKey }) => {
    const isKnown = client.getQueryData(queryKey) !== undefined;
    return (await answerOf(api.GET('/admin/simulators', { ...(isKnown && IN_BACKGROUND) }))).items;
  },
  refetchInterval: ({ state }) => (state.data ? REFRESH_MS : false),
});

const readAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: KEY });

/** What is to go wrong. */
export interface FaultWish {
  readonly endpoint: string;
  readonly fault: string;
  readonly count?: number;
  readonly percent?: number;
  readonly delayMs?: number;
  readonly effect?: Fault['effect'];
  readonly code?: string;
  readonly reference?: string;
}

export function usePlaceFault(provider: string) {
  return useMutation({
    mutationFn: (body: FaultWish) =>
      answerOf(api.POST('/admin/simulators/{provider}/faults', { params: { path: { provider } }, body })),
    onSuccess: readAgain,
  });
}

export function useTakeFaultBack(provider: string) {
  return useMutation({
    mutationFn: (faultId: number) =>
      api.DELETE('/admin/simulators/{provider}/faults/{faultId}', {
        params: { path: { provider, faultId: String(faultId) } },
      }),
    onSuccess: readAgain,
  });
}

export function useClearFaults(provider: string) {
  return useMutation({
    mutationFn: () => api.DELETE('/admin/simulators/{provider}/faults', { params: { path: { provider } } }),
    onSuccess: readAgain,
  });
}
