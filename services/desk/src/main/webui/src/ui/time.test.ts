import { describe, expect, test } from 'vitest';
import { dayHeading, duration, relativeTime } from './time';

const now = new Date(2026, 2, 12, 15, 0, 0);
const at = (millisFromNow: number) => new Date(now.getTime() + millisFromNow);
const minutes = 60_000;
const hours = 60 * minutes;
const days = 24 * hours;

describe('relativeTime', () => {
  test.each([
    [-10_000, 'now'],
    [10_000, 'now'],
    [-5 * minutes, '5 min ago'],
    [-3 * hours, '3 h ago'],
    [20 * minutes, 'in 20 min'],
    [59.7 * minutes, 'in 1 h'],
    [-26 * hours, 'yesterday'],
    [26 * hours, 'tomorrow'],
    [-3 * days, '3 days ago'],
    [-20 * days, '20 Feb'],
  ])('shouldSay %i ms from now as "%s"', (distance, words) => {
    expect(relativeTime(at(distance), now)).toBe(words);
  });

  test('shouldNameTheYearWhenItIsAnother', () => {
    expect(relativeTime(new Date(2024, 10, 3), now)).toBe('3 Nov 2024');
  });
});

test.each([
  [40_000, '40 s'],
  [12 * minutes, '12 min'],
  [59.7 * minutes, '1 h'],
  [80 * minutes, '1 h 20 min'],
  [2 * hours, '2 h'],
  [14.4 * hours, '14 h'],
  [1 * days, '1 day'],
  [3 * days, '3 days'],
  [-5, '0 s'],
])('shouldSayALengthOf %i ms as "%s"', (millis, words) => {
  expect(duration(millis)).toBe(words);
});

test('shouldHeadTheDaysOfATimeline', () => {
  expect(dayHeading(now, now)).toBe('Today');
  expect(dayHeading(at(-1 * days), now)).toBe('Yesterday');
  expect(dayHeading(new Date(2026, 2, 2), now)).toBe('Monday 2 March');
});
