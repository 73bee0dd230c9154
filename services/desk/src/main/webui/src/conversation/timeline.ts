import type { Attachment, Entry } from '../api/types';

/** A reply on its way from this browser to the log. */
export interface PendingReply {
  /** The id the message will carry on the log, so that both are recognised as one. */
  id: string;
  text: string;
  attachments: Attachment[];
  at: string;
  authorName: string;
  state: 'sending' | 'accepted' | 'failed';
  /** Why it failed, in words. */
  problem?: string;
}

export type TimelineItem =
  | { kind: 'entry'; entry: Entry; reply?: PendingReply }
  | { kind: 'day'; id: string; at: string };

/** The log's entries, followed by what this browser sent and the log does not show yet. */
export function reconcile(entries: Entry[], pending: PendingReply[]): TimelineItem[] {
  const onTheLog = new Set(entries.map((entry) => entry.id));
  const items: TimelineItem[] = entries.map((entry) => ({ kind: 'entry', entry }));
  for (const reply of pending) {
    if (!onTheLog.has(reply.id)) items.push({ kind: 'entry', entry: entryOf(reply), reply });
  }
  return items;
}

/** What is still to be remembered once the log shows the rest. */
export function unconfirmed(entries: Entry[], pending: PendingReply[]): PendingReply[] {
  const onTheLog = new Set(entries.map((entry) => entry.id));
  return pending.filter((reply) => !onTheLog.has(reply.id));
}

function entryOf(reply: PendingReply): Entry {
  return {
    id: reply.id,
    kind: 'MESSAGE',
    at: reply.at,
    direction: 'OUTWARD',
    author: { kind: 'AGENT', name: reply.authorName },
    text: reply.text,
    newestText: null,
    subject: null,
    purpose: 'REPLY',
    delivery: null,
    eventType: null,
    explanation: null,
    attachments: reply.attachments,
    htmlContentId: null,
    pending: true,
  };
}

/** Puts a heading before the first item of every day. */
export function withDays(items: TimelineItem[]): TimelineItem[] {
  let day = '';
  return items.flatMap((item) => {
    if (item.kind === 'day') return [item];
    const thisDay = new Date(item.entry.at).toDateString();
    if (thisDay === day) return [item];
    day = thisDay;
    return [{ kind: 'day' as const, id: `day ${thisDay}`, at: item.entry.at }, item];
  });
}
