import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { listQuery } from '../api/queries';
import type { Counts, Status, Summary, View } from '../api/types';
import { useSession } from '../session/useSession';

export const views: { value: View; label: string }[] = [
  { value: 'mine', label: 'Mine' },
  { value: 'unassigned', label: 'Unassigned' },
  { value: 'all', label: 'All' },
];

/** Which list is shown lives in the address, so that it survives reload, back and sharing. */
export function useInboxView() {
  const [search, setSearch] = useSearchParams();
  const view = views.find(({ value }) => value === search.get('view'))?.value ?? 'mine';
  const status: Status = search.get('status') === 'resolved' ? 'resolved' : 'open';
  const show = (next: { view?: View; status?: Status }) =>
    setSearch(addressOf(next.view ?? view, next.status ?? status), { replace: true });
  return { view, status, show, search: searchOf(view, status) };
}

function addressOf(view: View, status: Status): Record<string, string> {
  return { ...(view === 'mine' ? {} : { view }), ...(status === 'open' ? {} : { status }) };
}

function searchOf(view: View, status: Status): string {
  const search = new URLSearchParams(addressOf(view, status)).toString();
  return search ? `?${search}` : '';
}

export function useConversationList(view: View, status: Status) {
  return useInfiniteQuery(listQuery(view, status));
}

/** How many open conversations each view has, from the most recent answer. */
export function useInboxCounts(): Counts | undefined {
  return useConversationList('mine', 'open').data?.pages[0]?.counts;
}

/** Conversations offered to the signed-in agent, the most pressing first. */
export function useOffers(): Summary[] {
  const me = useSession().account.id;
  const mine = useConversationList('mine', 'open').data?.pages ?? [];
  const unassigned = useConversationList('unassigned', 'open').data?.pages ?? [];
  const offers = new Map<string, Summary>();
  for (const summary of [...mine, ...unassigned].flatMap((page) => page.items)) {
    if (summary.state === 'OFFERED' && summary.offer?.agentId === me) offers.set(summary.id, summary);
  }
  return [...offers.values()].sort((a, b) => (a.offer?.expiresAt ?? '').localeCompare(b.offer?.expiresAt ?? ''));
}
