import { Center, Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useLocation } from 'react-router';
import { sessionQuery } from '../api/queries';
import { Shell } from '../app/Shell';
import { LiveProvider } from '../live/LiveProvider';
import { ErrorNotice } from '../ui/ErrorNotice';

/** Everything but the sign-in page stands behind this door. */
export function RequireSession() {
  const { data: session, isPending, error, refetch } = useQuery(sessionQuery);
  const { pathname, search } = useLocation();

  if (isPending) {
    return (
      <Center h="100dvh">
        <Loader type="dots" aria-label="Loading" />
      </Center>
    );
  }
  if (session === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (session === null) {
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/sign-in${next}`} replace />;
  }
  return (
    <LiveProvider session={session}>
      <Shell />
    </LiveProvider>
  );
}
