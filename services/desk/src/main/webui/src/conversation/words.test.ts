import { describe, expect, test } from 'vitest';
import type { Summary } from '../api/types';
import { subjectOf } from './words';

const of = (more: Partial<Summary>) =>
  subjectOf({ channel: 'SMS', subject: null, customer: { id: '1', name: 'Casey Example', address: '+1' }, ...more });

describe('subjectOf', () => {
  test('shouldBeWhatTheMailWasCalled', () => {
    expect(of({ channel: 'EMAIL', subject: 'Parcel' })).toBe('Parcel');
    expect(of({ channel: 'EMAIL', subject: ' ' })).toBe('No subject');
  });

  test('shouldNameTheCustomerWhereNobodyGivesSubjects', () => {
    expect(of({})).toBe('Conversation with Casey Example');
    expect(of({ channel: 'CHAT', customer: { id: '1', name: null, address: 'casey@example.com' } })).toBe(
      'Conversation with casey@example.com',
    );
  });
});
