import { expect, test } from 'vitest';
import type { Summary } from '../api/types';
import { announcements } from './announcements';
import { parseEvent } from './events';

test('shouldParseWhatItKnows', () => {
  expect(parseEvent('care', '')).toEqual({ type: 'care' });
  expect(parseEvent('agent', '{"id":"a","displayName":"Ada","presence":"AWAY"}')).toMatchObject({ type: 'agent' });
  expect(parseEvent('timeline', '{"conversationId":"c","entry":{"id":"e"}}')).toMatchObject({ conversationId: 'c' });
});

test('shouldIgnoreWhatItDoesNotUnderstand', () => {
  expect(parseEvent('conversation', 'no json')).toBeUndefined();
  expect(parseEvent('conversation', 'null')).toBeUndefined();
  expect(parseEvent('timeline', '{"entry":{}}')).toBeUndefined();
});

test('shouldAnnounceMessagesAndOffersToMeAndTheOpenConversationOnly', () => {
  const message = { kind: 'MESSAGE', direction: 'INWARD', author: { kind: 'CUSTOMER', name: 'Lara' } };
  const line = { kind: 'EVENT', author: { kind: 'SYSTEM', name: null }, explanation: 'Resolved by Ada Example' };
  const offered = { id: 'o', subject: 'Kettle', state: 'OFFERED', customer: { name: 'Lara', address: '' } };
  const timeline = (conversationId: string, entry: object) =>
    parseEvent('timeline', JSON.stringify({ conversationId, entry }))!;
  const offer = (agentId: string) => ({
    type: 'conversation' as const,
    summary: { ...offered, offer: { agentId, expiresAt: '' } } as unknown as Summary,
  });

  const said = announcements(
    [timeline('a', message), timeline('open', line), timeline('other', line), offer('me'), offer('ben')],
    'me',
    'open',
  );

  expect(said).toEqual(['New message from Lara.', 'New offer: Kettle, from Lara.', 'Resolved by Ada Example']);
});
