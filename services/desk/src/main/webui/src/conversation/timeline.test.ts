import { describe, expect, test } from 'vitest';
import type { Entry } from '../api/types';
import { reconcile, unconfirmed, withDays, type PendingReply } from './timeline';

const received = (id: string, at = '2026-01-01T10:00:00'): Entry => ({
  id,
  kind: 'MESSAGE',
  at,
  direction: 'INWARD',
  author: { kind: 'CUSTOMER', name: 'Lara' },
  text: 'Hello',
  newestText: null,
  subject: null,
  purpose: null,
  delivery: null,
  eventType: null,
  explanation: null,
  attachments: [],
  htmlContentId: null,
  pending: false,
});
const reply = (id: string): PendingReply => ({
  id,
  text: 'On its way',
  attachments: [],
  at: '2026-01-01T10:05:00',
  authorName: 'Ada Example',
  state: 'accepted',
});
const idsOf = (items: ReturnType<typeof reconcile>) => items.map((item) => (item.kind === 'entry' ? item.entry.id : item.kind));

describe('reconcile', () => {
  test('shouldShowAReplyAtOnceAfterTheLog', () => {
    const items = reconcile([received('a')], [reply('r')]);
    expect(idsOf(items)).toEqual(['a', 'r']);
    expect(items[1]).toMatchObject({ entry: { pending: true, direction: 'OUTWARD', text: 'On its way' } });
  });

  test('shouldShowAReplyOnceWhenTheLogHasIt', () => {
    expect(idsOf(reconcile([received('a'), { ...received('r'), direction: 'OUTWARD' }], [reply('r')]))).toEqual(['a', 'r']);
    expect(unconfirmed([received('r')], [reply('r'), reply('s')])).toEqual([reply('s')]);
  });
});

test('shouldHeadEveryDayOnce', () => {
  const items = withDays(reconcile([received('a'), received('b'), received('c', '2026-01-02T08:00:00')], []));
  expect(idsOf(items)).toEqual(['day', 'a', 'b', 'day', 'c']);
});
