import { expect, test } from 'vitest';
import { nextPath } from './nextPath';

test('shouldGoBackToWhereOneWas', () => {
  expect(nextPath('/conversations/1?view=all')).toBe('/conversations/1?view=all');
});

test.each([null, '', 'https://evil.example', '//evil.example', '/\\evil.example', '/sign-in?next=/care'])(
  'shouldGoToTheInboxInsteadOf %s',
  (wanted) => {
    expect(nextPath(wanted)).toBe('/inbox');
  },
);
