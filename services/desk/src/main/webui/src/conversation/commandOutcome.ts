import type { Command, Entry, Summary } from '../api/types';

export type Wish = Pick<Command, 'type' | 'toAgentId'>;

/** Whether the conversation already is as the command wants it. */
export function isAchieved(wish: Wish, conversation: Summary, me: string): boolean {
  const { state, assignee, offer } = conversation;
  switch (wish.type) {
    case 'ACCEPT':
    case 'CLAIM':
      return state === 'ASSIGNED' && assignee?.id === me;
    case 'TRANSFER':
      return assignee?.id === wish.toAgentId;
    case 'DECLINE':
      return state !== 'OFFERED' || offer?.agentId !== me;
    case 'RESOLVE':
      return state === 'RESOLVED';
  }
}

/** The line by which routing says that it did not do what it was asked, and why. */
export function isRejection(entry: Entry): boolean {
  return entry.kind === 'EVENT' && (entry.eventType ?? '').includes('.command-rejected.');
}
