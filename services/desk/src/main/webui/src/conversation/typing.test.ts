import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { typingTeller } from './typing';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('shouldTellAtOnceAndAgainOnlyNowAndThen', () => {
  const told: boolean[] = [];
  const teller = typingTeller((typing) => told.push(typing));
  for (const text of ['H', 'He', 'Hel']) teller.wrote(text);
  expect(told).toEqual([true]);
  vi.advanceTimersByTime(3_000);
  teller.wrote('Hell');
  expect(told).toEqual([true, true]);
});

test('shouldTellOnceThatItHasEnded', () => {
  const told: boolean[] = [];
  const teller = typingTeller((typing) => told.push(typing));
  teller.wrote('Hello');
  vi.advanceTimersByTime(4_999);
  expect(told).toEqual([true]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([true, false]);
  teller.stop();
  expect(told).toEqual([true, false]);
});

test('shouldTellNothingOfAnEmptyText', () => {
  const told: boolean[] = [];
  const teller = typingTeller((typing) => told.push(typing));
  teller.wrote(' ');
  expect(told).toEqual([]);
  teller.wrote('Hello');
  teller.wrote('');
  expect(told).toEqual([true, false]);
});
