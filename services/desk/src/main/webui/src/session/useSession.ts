import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { post, put, rememberToken, remove } from '../api/http';
import { keys, sessionQuery } from '../api/queries';
import type { Presence, Session } from '../api/types';

/** The session of whoever is signed in. Only for what stands behind RequireSession. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('useSession needs a signed-in session');
  return data;
}

/** A session that ended: RequireSession then leads to the sign-in page and back again. */
export function forgetSession(client: QueryClient) {
  rememberToken(undefined);
  client.setQueryData(keys.session, null);
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    meta: { signsIn: true },
    mutationFn: (credentials: { email: string; password: string }) => post<Session>('/session', credentials),
    onSuccess: (session) => {
      // Nothing that the account before has read may show for a moment to the next one.
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
      rememberToken(session.csrfToken);
      client.setQueryData(keys.session, session);
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => remove('/session'),
    onSuccess: () => {
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
      forgetSession(client);
    },
  });
}

export function usePresence() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (presence: Presence) => put<Session>('/me/presence', { presence }),
    onSuccess: (session) => {
      rememberToken(session.csrfToken);
      client.setQueryData(keys.session, session);
    },
  });
}
