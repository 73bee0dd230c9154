import { describe, expect, test } from 'vitest';
import type { Summary } from '../api/types';
import { placeOf, replyWay, subjectOf } from './words';

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

const email = { channel: 'EMAIL', network: null, audience: null } as const;
const telegram = { channel: 'SOCIAL', network: 'Telegram', audience: null } as const;
const post = { channel: 'SOCIAL', network: 'Mastodon', audience: 'PUBLIC' } as const;

describe('placeOf', () => {
  test('shouldNameTheNetwork', () => {
    expect(placeOf(telegram)).toBe('Telegram');
    expect(placeOf(post)).toBe('Mastodon public post');
    expect(placeOf({ ...post, audience: 'DIRECT' })).toBe('Mastodon direct message');
  });

  test('shouldNameTheChannelWhenThereIsNoNetworkOrNobodyToldOfIt', () => {
    expect(placeOf(email)).toBe('Email');
    expect(placeOf({ ...telegram, network: null })).toBe('Social');
    expect(placeOf({ ...post, network: null })).toBe('Social public post');
  });
});

describe('replyWay', () => {
  test('shouldSayWhereTheReplyGoesAndWhoCanReadIt', () => {
    expect(replyWay(email)).toBe('by email');
    expect(replyWay(telegram)).toBe('on Telegram');
    expect(replyWay({ ...telegram, network: null })).toBe('by social');
    expect(replyWay(post)).toBe('on Mastodon, in public');
  });
});
