import { describe, expect, test } from 'vitest';
import type { Entry } from '../api/types';
import { reconcile, splitQuoted, unconfirmed, withDays, type PendingReply } from './timeline';

const received = (id: string, at = '2026-01-01T10:00:00'): Entry => ({
  id,
  kind: 'MESSAGE',
  at,
  direction: 'INWARD',
  author: { kind: 'CUSTOMER', name: 'Lara' },
  text: 'Hello',
  subject: null,
  purpose: null,
  delivery: null,
  eventType: null,
  explanation: null,
  pending: false,
});
const reply = (id: string): PendingReply => ({
  id,
  text: 'On its way',
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

describe('splitQuoted', () => {
  test('shouldSeparateTheQuoteAtTheEndWithItsIntroduction', () => {
    const text = 'Thanks!\n\nOn Mon, 3 Feb 2026 at 10:12, Support <support@example.com> wrote:\n> Hello Lara,\n>\n> sorry.\n';
    expect(splitQuoted(text)).toEqual({
      own: 'Thanks!',
      quoted: 'On Mon, 3 Feb 2026 at 10:12, Support <support@example.com> wrote:\n> Hello Lara,\n>\n> sorry.',
    });
  });

  test('shouldTakeAnIntroductionThatIsWrappedOverTwoLines', () => {
    const { own } = splitQuoted('Yes.\n\nOn Mon, 3 Feb 2026 at 10:12, Support\n<support@example.com> wrote:\n> Well?');
    expect(own).toBe('Yes.');
  });

  test('shouldLeaveAMessageWithoutQuoteAlone', () => {
    expect(splitQuoted('a > b\nis true')).toEqual({ own: 'a > b\nis true', quoted: '' });
  });

  test('shouldLeaveAnswersBetweenTheQuotesReadable', () => {
    const text = '> When?\nOn Friday.';
    expect(splitQuoted(text)).toEqual({ own: text, quoted: '' });
  });

  test('shouldShowAMessageThatIsNothingButAQuote', () => {
    expect(splitQuoted('> forwarded')).toEqual({ own: '> forwarded', quoted: '' });
  });
});
