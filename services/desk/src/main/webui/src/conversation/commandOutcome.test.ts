import { describe, expect, test } from 'vitest';
import type { Entry, Summary } from '../api/types';
import { isAchieved, read } from './commandOutcome';

const ada = { id: 'ada', name: 'Ada Example' };
const ben = { id: 'ben', name: 'Ben Example' };
const conversation = (more: Partial<Summary>) => ({ state: 'QUEUED', assignee: null, offer: null, ...more }) as Summary;
const offeredToAda = conversation({ state: 'OFFERED', offer: { agentId: 'ada', expiresAt: '' } });

describe('isAchieved', () => {
  test('shouldWaitForTheConversationToBeMineWhenAccepting', () => {
    expect(isAchieved({ type: 'ACCEPT' }, offeredToAda, 'ada')).toBe(false);
    expect(isAchieved({ type: 'ACCEPT' }, conversation({ state: 'ASSIGNED', assignee: ada }), 'ada')).toBe(true);
  });

  test('shouldWaitForTheRightAgentWhenTransferring', () => {
    const wish = { type: 'TRANSFER', toAgentId: 'ben' } as const;
    expect(isAchieved(wish, conversation({ state: 'ASSIGNED', assignee: ada }), 'ada')).toBe(false);
    expect(isAchieved(wish, conversation({ state: 'ASSIGNED', assignee: ben }), 'ada')).toBe(true);
  });

  test('shouldBeDoneWithDecliningWhenTheOfferIsGone', () => {
    expect(isAchieved({ type: 'DECLINE' }, offeredToAda, 'ada')).toBe(false);
    expect(isAchieved({ type: 'DECLINE' }, conversation({}), 'ada')).toBe(true);
  });
});

describe('read', () => {
  test('shouldNameTheLatestMessagesOfTheCustomerAndNothingElse', () => {
    const entry = (id: number, kind: Entry['kind'], by: Entry['author']['kind']) =>
      ({ id: `${id}`, kind, author: { kind: by, name: null } }) as Entry;
    const messages = Array.from({ length: 25 }, (_, id) => entry(id, 'MESSAGE', 'CUSTOMER'));
    const timeline = [...messages, entry(25, 'EVENT', 'SYSTEM'), entry(26, 'MESSAGE', 'AGENT')];

    expect(read(timeline)).toEqual(messages.slice(5).map(({ id }) => id));
  });
});
