import type { Account, Summary } from '../api/types';

/** What an agent may do with a conversation just now. The desk decides; this only spares people a refusal. */
export interface Rights {
  claim: boolean;
  resolve: boolean;
  transfer: boolean;
  /** Why a reply would be refused, in words that say what to do instead. */
  noReply?: string;
  /** What a reply does besides being sent. */
  replyHint?: string;
}

export function rightsOf(conversation: Summary, me: Pick<Account, 'id' | 'roles'>): Rights {
  const { state, assignee, offer } = conversation;
  const open = state !== 'RESOLVED';
  const mine = assignee?.id === me.id;
  const offered = state === 'OFFERED';
  const offeredToMe = offered && offer?.agentId === me.id;

  let noReply: string | undefined;
  if (open && assignee && !mine) noReply = `${assignee.name} has this conversation. Ask for it to be transferred to you.`;
  else if (offered && !offeredToMe) noReply = 'This conversation is just being offered to another agent. Wait a moment.';

  const free = noReply === undefined;
  return {
    claim: open && free && !mine && !offeredToMe,
    resolve: open && free,
    transfer: open && (free || me.roles.includes('supervisor')),
    noReply,
    replyHint: open && free && !mine ? 'Nobody has this conversation yet; your reply takes it.' : undefined,
  };
}
