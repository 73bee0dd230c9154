import { expect, test } from 'vitest';
import type { Summary } from '../api/types';
import { rightsOf } from './rights';

const ada = { id: 'ada', roles: ['agent' as const] };
const supervisor = { id: 'ada', roles: ['agent' as const, 'supervisor' as const] };
const conversation = (more: Partial<Summary>) => ({ state: 'QUEUED', assignee: null, offer: null, ...more }) as Summary;
const held = (id: string) => conversation({ state: 'ASSIGNED', assignee: { id, name: 'Ben Example' } });
const offeredTo = (agentId: string) => conversation({ state: 'OFFERED', offer: { agentId, expiresAt: '' } });

test('shouldAllowEverythingButClaimingToTheHolder', () => {
  expect(rightsOf(held('ada'), ada)).toEqual({ claim: false, resolve: true, transfer: true });
});

test('shouldNameTheHolderWhenSomebodyElseHasIt', () => {
  const rights = rightsOf(held('ben'), ada);
  expect(rights).toMatchObject({ claim: false, resolve: false, transfer: false });
  expect(rights.noReply).toContain('Ben Example');
});

test('shouldLetASupervisorMoveWhatSomebodyElseHas', () => {
  expect(rightsOf(held('ben'), supervisor)).toMatchObject({ resolve: false, transfer: true });
});

test('shouldSayThatAReplyTakesWhatNobodyHas', () => {
  expect(rightsOf(conversation({}), ada)).toMatchObject({ claim: true, noReply: undefined });
  expect(rightsOf(conversation({}), ada).replyHint).toContain('takes it');
  expect(rightsOf(offeredTo('ada'), ada)).toMatchObject({ claim: false, noReply: undefined });
});

test('shouldKeepHandsOffWhatIsOfferedToSomebodyElse', () => {
  expect(rightsOf(offeredTo('ben'), ada)).toMatchObject({ claim: false, resolve: false });
  expect(rightsOf(offeredTo('ben'), ada).noReply).toContain('another agent');
});

test('shouldLeaveAResolvedConversationBeButForAReply', () => {
  const resolved = conversation({ state: 'RESOLVED', assignee: { id: 'ben', name: 'Ben Example' } });
  expect(rightsOf(resolved, ada)).toMatchObject({ claim: false, resolve: false, transfer: false, noReply: undefined });
});
