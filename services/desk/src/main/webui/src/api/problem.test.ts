import { expect, test } from 'vitest';
import { Problem, problemFrom, wordsFor } from './problem';

test('shouldShowTheDetailOfProblemJson', () => {
  const problem = problemFrom(409, { title: 'Conflict', status: 409, detail: 'Ben Example holds this conversation.' });
  expect(problem).toMatchObject({ status: 409, title: 'Conflict', message: 'Ben Example holds this conversation.' });
});

test('shouldFindPlainWordsWhenTheBodySaysNothing', () => {
  expect(problemFrom(503, undefined).message).toContain('not ready');
  expect(problemFrom(418, '<html>').message).toContain('418');
  expect(wordsFor(new TypeError('x is undefined'))).not.toContain('undefined');
});

test('shouldRetryOnlyWhatMayPass', () => {
  expect(new Problem(0, '', '').transient).toBe(true);
  expect(new Problem(503, '', '').transient).toBe(true);
  expect(new Problem(422, '', '').transient).toBe(false);
});
