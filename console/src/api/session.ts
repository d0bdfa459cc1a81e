// Who is signed in, and the steps in and out.
// Must never keep a password or a code longer than its request takes.
import { queryOptions, useMutation } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { answerOf, api, type Session } from './client';
import { isProblem } from './problem';
import { forgetEverything, queryClient, SESSION_KEY } from './query-client';

export type Role = Session['person']['roles'][number];
/** How serious the server is. */
export type Mode = Session['mode'];
export type Permission = Session['person']['permissions'][number];

const FRESH_MS = 60_000;

/** The session, or `null` when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: SESSION_KEY,
  queryFn: async (): Promise<Session | null> => {
    try {
      return await answerOf(api.GET('/admin/session'));
    } catch (error) {
      if (isProblem(error, 'not_signed_in')) return null;
      throw error;
    }
  },
  staleTime: FRESH_MS,
});

/** The session of whoever has passed the gate (frame/gate.tsx). */
export const SessionContext = createContext<Session | null>(null);

/** Whoever is signed in. Only behind the gate. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('This is shown before somebody is signed in.');
  return session;
}

/** Whether the person may do something. The page only hides by it; the server decides. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useSession().person;
  return (permission) => permissions.includes(permission);
}

/** Each step brings a new session; what it says comes next decides what is shown. */
export const readSessionAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: SESSION_KEY });

export function useSignIn() {
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => api.POST('/admin/sign-in', { body }),
    onSuccess: readSessionAgain,
  });
}

export function useSecondFactor() {
  return useMutation({
    mutationFn: (body: { code: string } | { recoveryCode: string }) =>
      api.POST('/admin/sign-in/second-factor', { body }),
    onSuccess: readSessionAgain,
  });
}

export function useSignOut() {
  return useMutation({ mutationFn: () => api.POST('/admin/sign-out'), onSuccess: forgetEverything });
}
