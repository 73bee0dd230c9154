import { expect, test } from 'vitest';
import { carries, settingWords } from './words';

test('shouldSayWhatAnAccountCarries', () => {
  expect(carries({ maxLength: 1600, maxSegments: 10, replyWindowSeconds: null, files: null })).toEqual([
    'texts up to 1,600 characters and 10 segments',
    'replies at any time',
    'no files',
  ]);
  const files = { most: 10, maxBytes: 5 * 1024 * 1024, maxBytesTogether: 5 * 1024 * 1024, mediaTypes: [] };
  expect(carries({ maxLength: 4096, maxSegments: null, replyWindowSeconds: 86_400, files })).toEqual([
    'texts up to 4,096 characters',
    'replies for 24 h',
    'files up to 5 MB',
  ]);
});

test('shouldNameASettingForPeople', () => {
  const setting = { name: 'api-base-url', required: false, secret: false, usual: null, choices: [], help: '' };
  expect(settingWords(setting)).toBe('API base URL');
  expect(settingWords({ ...setting, name: 'hours.open' })).toBe('Hours open');
  expect(settingWords({ ...setting, name: 'auth-token', secret: true })).toBe('Auth token: name of the secret');
});
