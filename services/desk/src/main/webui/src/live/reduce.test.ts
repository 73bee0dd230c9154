import { describe, expect, test } from 'vitest';
import type { ConversationDetail, Entry, Summary } from '../api/types';
import { applyPresence, applySummaries, applyToDetail, belongs, mergeEntries, type Pages } from './reduce';

const me = 'ada';

function summary(id: string, more: Partial<Summary> = {}): Summary {
  return {
    id,
    threadId: `thread of ${id}`,
    subject: 'A question',
    channel: 'EMAIL',
    network: null,
    audience: null,
    customer: { id: 'c', name: null, address: 'lara@example.com' },
    state: 'ASSIGNED',
    assignee: { id: me, name: 'Ada Example' },
    offer: null,
    reason: null,
    preview: null,
    lastDirection: 'INWARD',
    lastMessageAt: '2026-01-01T10:00:00Z',
    openedAt: '2026-01-01T10:00:00Z',
    resolvedAt: null,
    firstReplyDueAt: null,
    firstReplyAt: null,
    slaState: 'NONE',
    version: 1,
    ...more,
  };
}

function entry(id: string, more: Partial<Entry> = {}): Entry {
  return {
    id,
    kind: 'MESSAGE',
    at: '2026-01-01T10:00:00Z',
    direction: 'OUTWARD',
    author: { kind: 'AGENT', name: 'Ada Example' },
    text: 'Hello',
    newestText: null,
    subject: null,
    purpose: 'REPLY',
    delivery: null,
    eventType: null,
    explanation: null,
    attachments: [],
    htmlContentId: null,
    pending: false,
    ...more,
  };
}

const listOf = (...pages: Summary[][]): Pages => ({
  pages: pages.map((items, index) => ({
    items,
    nextCursor: index < pages.length - 1 ? `page ${index + 1}` : null,
    counts: { mine: 0, unassigned: 0, all: 0 },
  })),
  pageParams: pages.map(() => undefined),
});
const idsOf = (list: Pages) => list.pages.map((page) => page.items.map(({ id }) => id));

describe('belongs', () => {
  test('shouldCountAnOfferToMeAsMineAndAsUnassigned', () => {
    const offered = summary('x', { state: 'OFFERED', assignee: null, offer: { agentId: me, expiresAt: '' } });
    expect(belongs(offered, 'mine', 'open', me)).toBe(true);
    expect(belongs(offered, 'unassigned', 'open', me)).toBe(true);
    expect(belongs(offered, 'mine', 'open', 'ben')).toBe(false);
  });

  test('shouldSeparateResolvedFromOpen', () => {
    const resolved = summary('x', { state: 'RESOLVED' });
    expect(belongs(resolved, 'all', 'open', me)).toBe(false);
    expect(belongs(resolved, 'mine', 'resolved', me)).toBe(true);
  });
});

describe('applySummaries', () => {
  test('shouldMoveAConversationToTheTopWhenAMessageArrives', () => {
    const list = listOf([
      summary('a', { lastMessageAt: '2026-01-01T12:00:00Z' }),
      summary('b', { lastMessageAt: '2026-01-01T11:00:00Z' }),
    ]);
    const news = summary('b', { lastMessageAt: '2026-01-01T13:00:00Z', version: 2 });
    expect(idsOf(applySummaries(list, 'mine', 'open', me, [news]))).toEqual([['b', 'a']]);
  });

  test('shouldTakeAConversationAwayWhenItNoLongerBelongs', () => {
    const list = listOf([summary('a'), summary('b')]);
    const news = summary('a', { assignee: { id: 'ben', name: 'Ben Example' }, version: 2 });
    expect(idsOf(applySummaries(list, 'mine', 'open', me, [news]))).toEqual([['b']]);
  });

  test('shouldIgnoreAnEventThatALaterReadHasOvertaken', () => {
    const list = listOf([summary('a', { version: 5 })]);
    const old = summary('a', { state: 'RESOLVED', version: 4 });
    expect(idsOf(applySummaries(list, 'mine', 'open', me, [old]))).toEqual([['a']]);
  });

  test('shouldTakeTheNewestOfSeveralEventsAboutOneConversation', () => {
    const news = [summary('a', { version: 3, preview: 'new' }), summary('a', { version: 2, preview: 'old' })];
    const changed = applySummaries(listOf([]), 'all', 'open', me, news);
    expect(changed.pages[0]?.items.map(({ preview }) => preview)).toEqual(['new']);
  });

  test('shouldPutAConversationOnThePageWhereItsTimeFits', () => {
    const list = listOf(
      [summary('a', { lastMessageAt: '2026-01-01T12:00:00Z' })],
      [summary('b', { lastMessageAt: '2026-01-01T10:00:00Z' })],
    );
    const older = summary('c', { lastMessageAt: '2026-01-01T11:00:00Z' });
    expect(idsOf(applySummaries(list, 'mine', 'open', me, [older]))).toEqual([['a'], ['c', 'b']]);
  });

  test('shouldKeepTheSamePageObjectWhenNothingInItChanges', () => {
    const list = listOf([summary('a')]);
    const foreign = summary('z', { assignee: { id: 'ben', name: 'Ben Example' } });
    expect(applySummaries(list, 'mine', 'open', me, [foreign]).pages[0]).toBe(list.pages[0]);
  });
});

describe('mergeEntries', () => {
  test('shouldReplaceAPendingMessageWhenTheLogConfirmsIt', () => {
    const merged = mergeEntries([entry('m', { pending: true })], [entry('m', { delivery: { status: 'SENT', reason: null } })]);
    expect(merged).toHaveLength(1);
    expect(merged[0]).toMatchObject({ pending: false, delivery: { status: 'SENT' } });
  });

  test('shouldNeverMakeAConfirmedMessagePendingAgain', () => {
    const merged = mergeEntries([entry('m')], [entry('m', { pending: true })]);
    expect(merged[0]?.pending).toBe(false);
  });

  test('shouldKeepTheOrderOfTimeWhenEntriesArriveOutOfOrder', () => {
    const late = entry('late', { at: '2026-01-01T12:00:00Z' });
    const early = entry('early', { at: '2026-01-01T09:00:00Z' });
    expect(mergeEntries([late], [early]).map(({ id }) => id)).toEqual(['early', 'late']);
  });

  test('shouldOrderTimesThatAreWrittenWithMoreOrFewerDigits', () => {
    const times = ['2026-01-01T12:00:00Z', '2026-01-01T12:00:00.120Z', '2026-01-01T12:00:00.120001Z'];
    const entries = times.map((at) => entry(at, { at }));
    expect(mergeEntries([...entries].reverse(), []).map(({ at }) => at)).toEqual(times);
  });
});

describe('applyToDetail', () => {
  const detail: ConversationDetail = { conversation: summary('a', { version: 4 }), timeline: [], channel: null };

  test('shouldKeepTheNewerSummary', () => {
    expect(applyToDetail(detail, summary('a', { version: 3 }), []).conversation.version).toBe(4);
    expect(applyToDetail(detail, summary('a', { version: 5 }), []).conversation.version).toBe(5);
  });
});

describe('applyPresence', () => {
  test('shouldChangeOnlyTheAgentItIsAbout', () => {
    const agents = [
      { id: 'ada', displayName: 'Ada Example', presence: 'AVAILABLE' as const, openConversations: 2 },
      { id: 'ben', displayName: 'Ben Example', presence: 'AVAILABLE' as const, openConversations: 1 },
    ];
    const changed = applyPresence(agents, { id: 'ben', displayName: 'Ben Example', presence: 'AWAY' });
    expect(changed.map(({ presence }) => presence)).toEqual(['AVAILABLE', 'AWAY']);
    expect(changed[1]?.openConversations).toBe(1);
  });
});
