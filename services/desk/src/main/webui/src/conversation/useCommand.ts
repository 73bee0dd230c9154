import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { post } from '../api/http';
import { newId } from '../api/newId';
import { Problem } from '../api/problem';
import { keys } from '../api/queries';
import type { Command, CommandType, Summary } from '../api/types';
import { useAnnounce } from '../live/Announcer';

type Wish = Pick<Command, 'type' | 'toAgentId'>;

const patienceMillis = 8_000;

const done: Record<CommandType, string> = {
  ACCEPT: 'Offer accepted.',
  DECLINE: 'Offer declined.',
  CLAIM: 'The conversation is yours.',
  TRANSFER: 'Conversation handed over.',
  RESOLVE: 'Conversation resolved.',
};

/**
 * Asks routing for a change. The desk only takes the wish (202); the change itself comes back as an event with a higher
 * version, so a command is under way until then.
 */
export function useCommand(conversation: Summary) {
  const client = useQueryClient();
  const announce = useAnnounce();
  const [sent, setSent] = useState<{ type: CommandType; version: number }>();
  const [late, setLate] = useState<Problem>();
  const { id, version } = conversation;

  const mutation = useMutation({
    mutationFn: (wish: Wish) =>
      post(`/conversations/${encodeURIComponent(id)}/commands`, { ...wish, id: newId(), version } satisfies Command),
    onMutate: () => setLate(undefined),
    onSuccess: (_accepted, wish) => {
      setSent({ type: wish.type, version });
      announce(done[wish.type]);
    },
    onError: () => {
      // Refused, so what is shown here may be old.
      void client.invalidateQueries({ queryKey: keys.conversation(id) });
      void client.invalidateQueries({ queryKey: keys.lists });
    },
  });

  const underWay = sent !== undefined && version <= sent.version;
  useEffect(() => {
    if (!underWay) return;
    const timer = window.setTimeout(() => {
      setSent(undefined);
      setLate(
        new Problem(504, 'No answer yet', 'Routing took the request but has not answered yet. Look again in a moment.'),
      );
      void client.invalidateQueries({ queryKey: keys.conversation(id) });
      void client.invalidateQueries({ queryKey: keys.lists });
    }, patienceMillis);
    return () => window.clearTimeout(timer);
  }, [underWay, client, id]);

  return {
    send: (wish: Wish, then?: () => void) => mutation.mutate(wish, { onSuccess: then }),
    waitingFor: mutation.isPending ? mutation.variables.type : underWay ? sent.type : undefined,
    error: mutation.error ?? late,
  };
}

export type Commands = ReturnType<typeof useCommand>;
