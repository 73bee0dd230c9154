import { expect, test } from 'vitest';
import type { AccountKind, WantedAccount } from '../api/types';
import { valuesOf, wishOf } from './wanted';

const setting = { required: false, secret: false, usual: null, choices: [], help: '' };
const kind: AccountKind = {
  channel: 'SMS',
  provider: 'twilio',
  label: 'Twilio',
  settings: [
    { ...setting, name: 'number', required: true },
    { ...setting, name: 'auth-token', required: true, secret: true },
    { ...setting, name: 'stop-answer' },
  ],
};

test('shouldKeepSecretsApartAndLeaveOutWhatIsEmpty', () => {
  const values = { number: ' +14155552671 ', 'auth-token': 'main-token', 'stop-answer': '  ', 'of-another-provider': 'x' };
  expect(wishOf(kind, values, 3)).toEqual({
    provider: 'twilio',
    settings: { number: '+14155552671' },
    secrets: { 'auth-token': 'main-token' },
    version: 3,
  });
});

test('shouldShowWhatIsSet', () => {
  const account = { settings: { number: '+1' }, secrets: { 'auth-token': 'main-token' } } as unknown as WantedAccount;
  expect(valuesOf(account)).toEqual({ number: '+1', 'auth-token': 'main-token' });
  expect(valuesOf(null)).toEqual({});
});
