// What the console has read from the server, in memory only.
// Must never be persisted: it holds personal data.
import { QueryClient } from '@tanstack/react-query';
import { NoAnswerError } from './problem';

/** A page that was just looked at opens at once, and is read again behind it. */
const FRESH_MS = 5_000;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // The server's no stays a no. Reading changes nothing, so a lost answer may be asked for again.
      retry: (failures, error) => error instanceof NoAnswerError && failures < 2,
    },
    // Never by itself: somebody has to look first whether it happened.
    // And nothing is kept of it afterwards: it may have carried a password.
    mutations: { retry: false, gcTime: 0 },
  },
});

/** Where the session is kept among what was read; `null` means that nobody is signed in. */
export const SESSION_KEY = ['session'] as const;

/** Nothing that one person has read may be left for whoever sits down next. */
export function forgetEverything(): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });
  queryClient.setQueryData(SESSION_KEY, null);
}
