import type { Summary } from '../api/types';

/** Why this agent should not reply just now, in words that say what to do; undefined when nothing is in the way. */
export function whyNoReply(conversation: Summary, me: string): string | undefined {
  const { state, assignee, offer } = conversation;
  if (assignee?.id === me) return undefined;
  if (assignee) return `${assignee.name} holds this conversation. Claim it to reply yourself.`;
  if (state === 'OFFERED' && offer?.agentId === me) return 'Accept the offer to reply.';
  if (state === 'OFFERED') return 'This conversation is being offered to somebody. Claim it to reply yourself.';
  if (state === 'RESOLVED') return undefined;
  return 'Claim this conversation to reply, so that nobody else answers at the same time.';
}
