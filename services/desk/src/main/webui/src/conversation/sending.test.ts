import { expect, test } from 'vitest';
import type { SendPreview } from '../api/types';
import { isWorthAsking, previewWords } from './sending';

const now = new Date('2026-01-01T10:00:00Z');
const preview: SendPreview = { length: 5, maxLength: 1600, messages: 1, sms: null, window: null, refused: null };

test('shouldCountSegmentsOnceSomethingIsWritten', () => {
  const sms = { ...preview, sms: { alphabet: 'UCS_2' as const, segments: 2, left: 63, maxSegments: 10 } };
  expect(previewWords(sms, true, now)).toEqual(['2 segments of 10, UCS-2, room for 63 more']);
  expect(previewWords(sms, false, now)).toEqual([]);
});

test('shouldSayHowLongOneMayReply', () => {
  const open = { ...preview, window: { late: null, until: '2026-01-01T13:00:00Z' } };
  expect(previewWords(open, true, now)).toEqual(['You can reply for 3 h']);
  const late = { ...preview, window: { late: 'TAG' as const, until: '2026-01-03T10:00:00Z' } };
  expect(previewWords(late, true, now)[0]).toMatch(/^The reply window is over: this goes marked as from a human agent, for 2 d/);
  expect(previewWords({ ...preview, window: { late: 'TEMPLATE' as const, until: null } }, true, now)).toEqual([
    'The reply window is over: this goes as an approved template',
  ]);
});

test('shouldAskOnlyWhereTheAnswerIsNotPlain', () => {
  const email = { maxLength: 5_000_000, maxSegments: null, replyWindowSeconds: null, files: null };
  expect(isWorthAsking(null, 'x', 1)).toBe(false);
  expect(isWorthAsking(email, 'x', 0)).toBe(false);
  expect(isWorthAsking(email, 'x', 1)).toBe(true);
  expect(isWorthAsking({ ...email, maxLength: 20 }, 'x'.repeat(11), 0)).toBe(true);
  expect(isWorthAsking({ ...email, replyWindowSeconds: 86_400 }, '', 0)).toBe(true);
});
