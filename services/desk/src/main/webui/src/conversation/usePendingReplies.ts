import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';
import { post } from '../api/http';
import { newId } from '../api/newId';
import { wordsFor } from '../api/problem';
import { keys } from '../api/queries';
import type { Attachment } from '../api/types';
import { useAnnounce } from '../live/Announcer';
import { useSession } from '../session/useSession';
import type { PendingReply } from './timeline';

/** Lives outside the pages, so that a reply on its way survives opening another conversation. */
const store = new Map<string, PendingReply[]>();
const listeners = new Set<() => void>();
const none: PendingReply[] = [];

function change(conversationId: string, how: (replies: PendingReply[]) => PendingReply[]) {
  const before = store.get(conversationId) ?? none;
  const after = how(before);
  if (after.length === before.length && after.every((reply, index) => reply === before[index])) return;
  store.set(conversationId, after);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePendingReplies(conversationId: string) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { account } = useSession();
  const pending = useSyncExternalStore(subscribe, () => store.get(conversationId) ?? none);

  const mutation = useMutation({
    mutationFn: ({ id, text, attachments }: PendingReply) =>
      post(`/conversations/${encodeURIComponent(conversationId)}/replies`, { id, text, attachments }),
    onMutate: (reply) =>
      change(conversationId, (replies) => [
        ...replies.filter(({ id }) => id !== reply.id),
        { ...reply, state: 'sending', problem: undefined },
      ]),
    onSuccess: (_accepted, reply) => {
      change(conversationId, (replies) =>
        replies.map((each) => (each.id === reply.id ? { ...each, state: 'accepted' as const } : each)),
      );
      announce('Reply sent.');
      void client.invalidateQueries({ queryKey: keys.conversation(conversationId) });
    },
    onError: (error, reply) => {
      change(conversationId, (replies) =>
        replies.map((each) =>
          each.id === reply.id ? { ...each, state: 'failed' as const, problem: wordsFor(error) } : each,
        ),
      );
    },
  });

  return {
    pending,
    send: (text: string, attachments: Attachment[]) =>
      mutation.mutate({
        id: newId(),
        text,
        attachments,
        at: new Date().toISOString(),
        authorName: account.displayName,
        state: 'sending',
      }),
    /** The same id again: the desk takes a reply only once, however often it is sent. */
    retry: (reply: PendingReply) => mutation.mutate(reply),
    discard: (reply: PendingReply) =>
      change(conversationId, (replies) => replies.filter(({ id }) => id !== reply.id)),
    forgetConfirmed: useCallback(
      (remaining: (replies: PendingReply[]) => PendingReply[]) => change(conversationId, remaining),
      [conversationId],
    ),
  };
}
