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

/** As many as the desk takes. */
const readAtOnce = 20;

/** The customer's latest messages: routing may hear of them after the agent has. */
export function read(timeline: Entry[]): string[] {
  return timeline
    .filter((entry) => entry.kind === 'MESSAGE' && entry.author.kind === 'CUSTOMER')
    .slice(-readAtOnce)
    .map((entry) => entry.id);
}

/** The line by which routing says that it did not do what it was asked, and why. */
export function isRejection(entry: Entry): boolean {
  return entry.kind === 'EVENT' && (entry.eventType ?? '').includes('.command-rejected.');
}
