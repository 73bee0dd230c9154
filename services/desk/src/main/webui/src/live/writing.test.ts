import { expect, test } from 'vitest';
import { parseEvent } from './events';
import { holdsMillis, noticed, still } from './writing';

test('shouldKnowForAWhileWhoWrites', () => {
  const writing = noticed(new Map(), 'a', true, 1_000);
  expect(writing.has('a')).toBe(true);
  expect(still(writing, 999 + holdsMillis).has('a')).toBe(true);
  expect(still(writing, 1_000 + holdsMillis).has('a')).toBe(false);
});

test('shouldForgetWhoStopsAndWhoWroteLongAgo', () => {
  const both = noticed(noticed(new Map(), 'a', true, 0), 'b', true, 1_000);
  expect([...noticed(both, 'a', false, 2_000).keys()]).toEqual(['b']);
  expect([...noticed(both, 'c', true, holdsMillis).keys()]).toEqual(['b', 'c']);
});

test('shouldParseANotice', () => {
  expect(parseEvent('typing', '{"threadId":"t","typing":true}')).toEqual({ type: 'typing', threadId: 't', typing: true });
  expect(parseEvent('typing', '{"threadId":"t"}')).toBeUndefined();
});
