import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from '../api/problem';
import { forgetSession } from '../session/useSession';

/** One cache for the console. Any 401 ends the session here, wherever it was met. */
export function createQueryClient(): QueryClient {
  const endSessionOn401 = (error: Error) => {
    if (error instanceof Problem && error.status === 401) forgetSession(client);
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: endSessionOn401 }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (mutation.meta?.signsIn !== true) endSessionOn401(error);
      },
    }),
    defaultOptions: {
      // The desk may run on this very machine: "offline" in the browser's eyes says nothing about it.
      queries: {
        networkMode: 'always',
        staleTime: 20_000,
        retry: (failures, error) => error instanceof Problem && error.transient && failures < 2,
        retryDelay: (attempt) => 600 * 2 ** attempt,
      },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}
