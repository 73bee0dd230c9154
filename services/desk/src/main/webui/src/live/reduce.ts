import type { Agent, AgentPresence, ConversationDetail, ConversationPage, Entry, Status, Summary, View } from '../api/types';

/** How live events change what the console already shows. Pure: old state and event in, new state out. */

export interface Pages {
  pages: ConversationPage[];
  pageParams: unknown[];
}

export function belongs(summary: Summary, view: View, status: Status, me: string): boolean {
  if ((summary.state === 'RESOLVED') !== (status === 'resolved')) return false;
  switch (view) {
    case 'all':
      return true;
    case 'mine':
      return summary.assignee?.id === me || (summary.state === 'OFFERED' && summary.offer?.agentId === me);
    case 'unassigned':
      return summary.assignee === null;
  }
}

/** Puts changed conversations where they belong in one list; a page boundary never moves. */
export function applySummaries(list: Pages, view: View, status: Status, me: string, changed: Summary[]): Pages {
  const latest = new Map<string, Summary>();
  for (const summary of changed) {
    const known = latest.get(summary.id);
    if (!known || known.version <= summary.version) latest.set(summary.id, summary);
  }
  for (const page of list.pages) {
    for (const item of page.items) {
      const incoming = latest.get(item.id);
      // An event that was overtaken by a later read must not turn the clock back.
      if (incoming && incoming.version < item.version) latest.set(item.id, item);
    }
  }

  const arriving = [...latest.values()].filter((summary) => belongs(summary, view, status, me));
  const last = list.pages.length - 1;
  const pages = list.pages.map((page, index) => {
    const staying = page.items.filter((item) => !latest.has(item.id));
    const oldest = index === last ? page.nextCursor && staying.at(-1)?.lastMessageAt : staying.at(-1)?.lastMessageAt;
    const here = arriving.filter((summary) => !oldest || summary.lastMessageAt >= oldest);
    for (const summary of here) arriving.splice(arriving.indexOf(summary), 1);
    return here.length === 0 && staying.length === page.items.length
      ? page
      : { ...page, items: [...staying, ...here].sort(newestFirst) };
  });
  return { ...list, pages };
}

function newestFirst(a: Summary, b: Summary): number {
  return b.lastMessageAt.localeCompare(a.lastMessageAt) || a.id.localeCompare(b.id);
}

export function applyToDetail(
  detail: ConversationDetail,
  summary: Summary | undefined,
  entries: Entry[],
): ConversationDetail {
  const newer = summary && summary.version >= detail.conversation.version;
  return {
    ...detail,
    conversation: newer ? summary : detail.conversation,
    timeline: entries.length === 0 ? detail.timeline : mergeEntries(detail.timeline, entries),
  };
}

/** Merges by id, the later news winning, and keeps the order of time. */
export function mergeEntries(known: Entry[], news: Entry[]): Entry[] {
  const byId = new Map(known.map((entry) => [entry.id, entry]));
  for (const entry of news) {
    const old = byId.get(entry.id);
    // A message that was confirmed once never becomes pending again.
    if (old && !old.pending && entry.pending) continue;
    byId.set(entry.id, entry);
  }
  return [...byId.values()].sort((a, b) => (precise(a.at) < precise(b.at) ? -1 : 1));
}

/** The server writes as many digits of a second as it needs; texts of one length can be compared. */
function precise(at: string): string {
  return at.replace(/(?:\.(\d+))?Z$/, (_, digits: string | undefined) => `.${(digits ?? '').padEnd(9, '0')}Z`);
}

export function applyPresence(agents: Agent[], news: AgentPresence): Agent[] {
  return agents.some((agent) => agent.id === news.id)
    ? agents.map((agent) => (agent.id === news.id ? { ...agent, ...news } : agent))
    : [...agents, { ...news, openConversations: 0 }];
}
