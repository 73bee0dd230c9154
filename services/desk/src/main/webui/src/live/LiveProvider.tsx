import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { agentsQuery, conversationQuery, keys, listQuery } from '../api/queries';
import type { Entry, Session, Summary } from '../api/types';
import { useAnnounce } from './Announcer';
import { announcements } from './announcements';
import type { LiveEvent } from './events';
import { applyPresence, applySummaries, applyToDetail } from './reduce';
import { openStream, type StreamStatus } from './stream';
import { holdsMillis, noticed, still, type Writing } from './writing';

const StatusContext = createContext<StreamStatus>('connecting');
const WritingContext = createContext<Writing>(new Map());

export const useStreamStatus = () => use(StatusContext);

/** Whether the customer of a thread is writing just now. */
export const useIsWriting = (threadId: string) => use(WritingContext).has(threadId);

/** Keeps every cached read up to date from the desk's event stream while somebody is signed in. */
export function LiveProvider({ session, children }: { session: Session; children: ReactNode }) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [status, setStatus] = useState<StreamStatus>('connecting');
  const [writing, setWriting] = useState<Writing>(new Map());
  const me = session.account.id;

  useEffect(() => {
    const recount = throttled(() => void client.invalidateQueries({ queryKey: keys.lists }), 400, 3_000);
    const close = openStream({
      onEvents: (events) => {
        for (const sentence of announcements(events, me, openConversation())) announce(sentence);
        if (applyEvents(client, events, me)) recount.call();
        for (const { threadId, typing } of notices(events, client)) {
          setWriting((before) => noticed(before, threadId, typing, Date.now()));
          window.setTimeout(() => setWriting((before) => still(before, Date.now())), holdsMillis);
        }
      },
      onStatus: setStatus,
      onReturn: () => void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' }),
      onRefused: () => void client.invalidateQueries({ queryKey: keys.session }),
    });
    return () => {
      close();
      recount.cancel();
    };
  }, [client, announce, me]);

  return (
    <StatusContext value={status}>
      <WritingContext value={writing}>{children}</WritingContext>
    </StatusContext>
  );
}

function openConversation(): string | undefined {
  return /^\/conversations\/([^/]+)/.exec(window.location.pathname)?.[1];
}

interface Notice {
  threadId: string;
  typing: boolean;
}

/** Who writes, and who does not any more because what was written is here. */
function notices(events: LiveEvent[], client: QueryClient): Notice[] {
  return events.flatMap((event): Notice[] => {
    if (event.type === 'typing') return [event];
    if (event.type !== 'timeline' || event.entry.direction !== 'INWARD') return [];
    const shown = client.getQueryData(conversationQuery(event.conversationId).queryKey);
    return shown ? [{ threadId: shown.conversation.threadId, typing: false }] : [];
  });
}

/** Returns whether the lists' counts may have changed. */
function applyEvents(client: QueryClient, events: LiveEvent[], me: string): boolean {
  const summaries = new Map<string, Summary>();
  const entries = new Map<string, Entry[]>();
  let care = false;
  for (const event of events) {
    switch (event.type) {
      case 'conversation':
        summaries.set(event.summary.id, event.summary);
        break;
      case 'timeline':
        entries.set(event.conversationId, [...(entries.get(event.conversationId) ?? []), event.entry]);
        break;
      case 'agent':
        client.setQueryData(agentsQuery.queryKey, (agents) => agents && applyPresence(agents, event.agent));
        break;
      case 'care':
        care = true;
        break;
      case 'typing':
        break;
    }
  }

  if (summaries.size > 0) {
    const changed = [...summaries.values()];
    for (const view of ['mine', 'unassigned', 'all'] as const) {
      for (const status of ['open', 'resolved'] as const) {
        client.setQueryData(
          listQuery(view, status).queryKey,
          (list) => list && { ...list, ...applySummaries(list, view, status, me, changed), pageParams: list.pageParams },
        );
      }
    }
  }
  for (const id of new Set([...summaries.keys(), ...entries.keys()])) {
    client.setQueryData(
      conversationQuery(id).queryKey,
      (detail) => detail && applyToDetail(detail, summaries.get(id), entries.get(id) ?? []),
    );
    const customer = summaries.get(id)?.customer.id;
    if (customer) void client.invalidateQueries({ queryKey: keys.customer(customer) });
  }
  if (care) {
    void client.invalidateQueries({ queryKey: keys.care });
    void client.invalidateQueries({ queryKey: keys.experience });
  }
  return summaries.size > 0;
}

/** Runs soon after the first call, then at most once an interval, and always after the last call. */
function throttled(run: () => void, firstMillis: number, intervalMillis: number) {
  let timer: number | undefined;
  let last = -Infinity;
  return {
    call() {
      timer ??= window.setTimeout(
        () => {
          timer = undefined;
          last = performance.now();
          run();
        },
        Math.max(firstMillis, last + intervalMillis - performance.now()),
      );
    },
    cancel: () => window.clearTimeout(timer),
  };
}
