import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { get, post, rememberToken } from './http';
import { Problem } from './problem';
import type {
  AccountKind,
  Agent,
  Attachment,
  Balance,
  CareSummary,
  ChannelAccount,
  ConversationDetail,
  ConversationPage,
  Csat,
  CustomerProfile,
  Decision,
  ProviderList,
  Quarantine,
  Recovery,
  Score,
  SendPreview,
  Session,
  Status,
  View,
  WantedAccount,
} from './types';

/** Every read of the console: its key, its path, its shape. Live events address the caches by these keys. */

export const keys = {
  session: ['session'] as const,
  agents: ['agents'] as const,
  lists: ['conversations'] as const,
  list: (view: View, status: Status) => ['conversations', view, status] as const,
  conversation: (id: string) => ['conversation', id] as const,
  customer: (id: string) => ['customer', id] as const,
  care: ['care'] as const,
  experience: ['experience'] as const,
};

export const sessionQuery = queryOptions({
  queryKey: keys.session,
  // Signed out is an answer, not a failure.
  queryFn: async ({ signal }) => {
    try {
      const session = await get<Session>('/session', {}, signal);
      rememberToken(session.csrfToken);
      return session;
    } catch (error) {
      if (error instanceof Problem && error.status === 401) return null;
      throw error;
    }
  },
  staleTime: Infinity,
});

export const agentsQuery = queryOptions({
  queryKey: keys.agents,
  queryFn: ({ signal }) => get<Agent[]>('/agents', {}, signal),
});

export const listQuery = (view: View, status: Status) =>
  infiniteQueryOptions({
    queryKey: keys.list(view, status),
    queryFn: ({ pageParam, signal }) =>
      get<ConversationPage>('/conversations', { view, status, limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: keys.conversation(id),
    queryFn: ({ signal }) => get<ConversationDetail>(`/conversations/${encodeURIComponent(id)}`, {}, signal),
  });

/** What would become of a reply; asked anew for every change of it, and never kept. */
export const previewQuery = (id: string, text: string, attachments: Attachment[]) =>
  queryOptions({
    queryKey: [...keys.conversation(id), 'preview', text, ...attachments.map(({ contentId }) => contentId)],
    queryFn: () => post<SendPreview>(`/conversations/${encodeURIComponent(id)}/replies/preview`, { text, attachments }),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: keys.customer(id),
    queryFn: ({ signal }) => orNull(get<CustomerProfile>(`/customers/${encodeURIComponent(id)}`, {}, signal)),
  });

export const recoveriesQuery = (state: 'open' | 'closed') =>
  queryOptions({
    queryKey: [...keys.care, 'recoveries', state],
    queryFn: async ({ signal }) => (await get<{ items: Recovery[] }>('/care/recoveries', { state }, signal)).items,
  });

export const decisionsQuery = queryOptions({
  queryKey: [...keys.care, 'decisions'],
  queryFn: async ({ signal }) => (await get<{ items: Decision[] }>('/care/decisions', { limit: 50 }, signal)).items,
});

export const careSummaryQuery = queryOptions({
  queryKey: [...keys.care, 'summary'],
  queryFn: ({ signal }) => get<CareSummary>('/care/summary', {}, signal),
});

export const csatQuery = (days: number) =>
  queryOptions({
    queryKey: [...keys.experience, 'csat', days],
    queryFn: ({ signal }) => get<Csat>('/experience/csat', { days }, signal),
    placeholderData: keepPreviousData,
  });

export const balanceQuery = (days: number) =>
  queryOptions({
    queryKey: [...keys.experience, 'balance', days],
    queryFn: ({ signal }) => get<Balance>('/experience/balance', { days }, signal),
    placeholderData: keepPreviousData,
  });

export const scoresQuery = queryOptions({
  queryKey: [...keys.experience, 'scores'],
  queryFn: async ({ signal }) => (await get<{ items: Score[] }>('/experience/scores', { limit: 50 }, signal)).items,
});

export const customerScoreQuery = (customerId: string) =>
  queryOptions({
    queryKey: [...keys.experience, 'customer', customerId],
    queryFn: ({ signal }) =>
      orNull(get<Score>(`/experience/customers/${encodeURIComponent(customerId)}`, {}, signal)),
  });

/** Adapters count twice a minute. */
const countedAgainMillis = 30_000;

export const channelsQuery = queryOptions({
  queryKey: ['admin', 'channels'],
  queryFn: ({ signal }) => get<ChannelAccount[]>('/admin/channels', {}, signal),
  refetchInterval: countedAgainMillis,
});

export const providerListsQuery = queryOptions({
  queryKey: ['admin', 'provider-lists'],
  queryFn: ({ signal }) => get<ProviderList[]>('/admin/provider-lists', {}, signal),
  refetchInterval: countedAgainMillis,
});

const askedAgainMillis = 2_000;

/** Looks again while adapters are reading. */
export const quarantineQuery = queryOptions({
  queryKey: ['admin', 'quarantine'],
  queryFn: ({ signal }) => get<Quarantine>('/admin/quarantine', {}, signal),
  refetchInterval: ({ state }) => (state.data?.items.some((item) => item.state === 'ASKED') ? askedAgainMillis : false),
});

/** What changes only with the platform. */
export const accountKindsQuery = queryOptions({
  queryKey: ['admin', 'accounts', 'catalogue'],
  queryFn: ({ signal }) => get<AccountKind[]>('/admin/accounts/catalogue', {}, signal),
  staleTime: Infinity,
});

/** Looks again while an adapter has not answered. */
export const wantedAccountsQuery = queryOptions({
  queryKey: ['admin', 'accounts', 'all'],
  queryFn: ({ signal }) => get<WantedAccount[]>('/admin/accounts', {}, signal),
  refetchInterval: ({ state }) =>
    state.data?.some((account) => account.state === 'WAITING' || account.state === 'REMOVING') ? askedAgainMillis : countedAgainMillis,
});

/** "Not known yet" is an ordinary answer for what other services derive later. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Problem && error.status === 404) return null;
    throw error;
  }
}

/** Lets a chat show that somebody is writing; whether it arrives is not worth a word. */
export function tellTyping(conversation: string, typing: boolean): void {
  post(`/conversations/${encodeURIComponent(conversation)}/typing`, { typing }).catch(() => undefined);
}
