// Lets nobody through who is not signed in completely. Asks for what is missing in place, so that the address stays the
// one that was asked for. Must never show a page behind it before the server said who it is.
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type ReactNode } from 'react';
import { SessionContext, sessionQuery } from '../api/session';
import { ErrorNotice } from '../parts/error-notice';
import { Plain } from './plain';

const SignInPage = lazy(() => import('../areas/sign-in/sign-in-page').then((m) => ({ default: m.SignInPage })));
const SecondFactorPage = lazy(() =>
  import('../areas/sign-in/second-factor-page').then((m) => ({ default: m.SecondFactorPage })),
);
const EnrolmentPage = lazy(() => import('../areas/sign-in/enrolment-page').then((m) => ({ default: m.EnrolmentPage })));

export function Gate({ children }: { readonly children: ReactNode }) {
  return <Suspense fallback={null}>{useGate(children)}</Suspense>;
}

function useGate(children: ReactNode): ReactNode {
  const { data: session, error, refetch, isPending } = useQuery(sessionQuery);
  if (isPending) return null;
  if (session === undefined) {
    return (
      <Plain>
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </Plain>
    );
  }
  if (session === null) return <SignInPage />;
  switch (session.next) {
    case 'second_factor':
      return <SecondFactorPage />;
    case 'enrol_second_factor':
      return <EnrolmentPage />;
    case 'done':
      return <SessionContext value={session}>{children}</SessionContext>;
  }
}
