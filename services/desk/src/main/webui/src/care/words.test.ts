import { expect, test } from 'vitest';
import type { Recovery } from '../api/types';
import { ratingOf } from './words';

test.each([
  [2, 5, 'Rated 2 of 5'],
  [2, '5', 'Rated 2 of 5'],
  [1, '1..5', 'Rated 1 of 5'],
  [1, { min: 1, max: 5 }, 'Rated 1 of 5'],
  [1, null, 'Rated 1'],
  [null, 5, undefined],
])('shouldSayRating %s on scale %s', (rating, scale, words) => {
  expect(ratingOf({ rating, scale } as Recovery)).toBe(words);
});
