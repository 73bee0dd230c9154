import { expect, test } from 'vitest';
import { linkify } from './linkify';

const hrefs = (text: string) => linkify(text).flatMap((piece) => (piece.kind === 'link' ? [piece.href] : []));
const shown = (text: string) => linkify(text).map((piece) => piece.text).join('');

test('shouldLinkHttpAndHttpsOnly', () => {
  expect(hrefs('see http://a.example and https://b.example/x?y=1#z')).toEqual(['http://a.example/', 'https://b.example/x?y=1#z']);
  expect(hrefs('javascript:alert(1) ftp://c.example data:text/html,x www.d.example')).toEqual([]);
});

test('shouldLeavePunctuationOutsideTheLink', () => {
  expect(hrefs('Is it https://a.example/b? (https://a.example/c), "https://a.example/d".')).toEqual([
    'https://a.example/b',
    'https://a.example/c',
    'https://a.example/d',
  ]);
});

test('shouldKeepBracketsThatBelongToTheAddress', () => {
  expect(hrefs('https://a.example/wiki/Tea_(drink)')).toEqual(['https://a.example/wiki/Tea_(drink)']);
});

test('shouldNeverLoseOrAddACharacter', () => {
  const text = '<b>https://a.example</b>\nline two https://[bad https:// end';
  expect(shown(text)).toBe(text);
  expect(hrefs(text)).toEqual(['https://a.example/']);
});
