import { expect, test } from 'vitest';
import { isPicture, kindWords, sizeWords } from './files';

test('shouldSayHowLargeAFileIs', () => {
  expect(sizeWords(0)).toBe('0 B');
  expect(sizeWords(1023)).toBe('1023 B');
  expect(sizeWords(1536)).toBe('1.5 KB');
  expect(sizeWords(25 * 1024 * 1024)).toBe('25 MB');
});

test('shouldShowOnlyPicturesThatCannotDoAnything', () => {
  expect(isPicture('image/png')).toBe(true);
  expect(isPicture('image/svg+xml')).toBe(false);
  expect(isPicture('text/html')).toBe(false);
});

test('shouldSayWhatKindOfFileItIs', () => {
  expect(kindWords('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')).toBe('Spreadsheet');
  expect(kindWords('text/html')).toBe('May be harmful');
  expect(kindWords('application/x-unheard-of')).toBe('application/x-unheard-of');
});
