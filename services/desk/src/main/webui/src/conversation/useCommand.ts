import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { post } from '../api/http';
import { newId } from '../api/newId';
import { Problem } from '../api/problem';
import { conversationQuery, keys } from '../api/queries';
import type { Command, Entry, Summary } from '../api/types';
import { useSession } from '../session/useSession';
import { isAchieved, isRejection, read, type Wish } from './commandOutcome';

const patienceMillis = 8_000;

interface Sent {
  wish: Wish;
  rejectionsBefore: Set<string>;
}

/**
 * Asks routing for a change. The desk only takes the wish (202); whether it came true, or why not, comes back as an event.
 * Until then the command is under way.
 */
export function useCommand(conversation: Summary) {
  const client = useQueryClient();
  const me = useSession().account.id;
  const [sent, setSent] = useState<Sent>();
  const [late, setLate] = useState<Problem>();
  const { id, version } = conversation;

  const shown = (): Entry[] => client.getQueryData(conversationQuery(id).queryKey)?.timeline ?? [];
  const rejections = (): Entry[] => shown().filter(isRejection);

  const mutation = useMutation({
    mutationFn: (wish: Wish) =>
      post(`/conversations/${encodeURIComponent(id)}/commands`, {
        ...wish,
        id: newId(),
        version,
        read: read(shown()),
      } satisfies Command),
    onMutate: (wish) => {
      setLate(undefined);
      setSent({ wish, rejectionsBefore: new Set(rejections().map((entry) => entry.id)) });
    },
    onError: () => {
      setSent(undefined);
      lookAgain(client, id);
    },
  });

  const rejection = sent && rejections().find((entry) => !sent.rejectionsBefore.has(entry.id));
  const underWay = sent !== undefined && !rejection && !isAchieved(sent.wish, conversation, me);
  useEffect(() => {
    if (!underWay) return;
    const timer = window.setTimeout(() => {
      setSent(undefined);
      setLate(new Problem(504, 'No answer yet', 'Routing took the request but has not answered yet. Look again shortly.'));
      lookAgain(client, id);
    }, patienceMillis);
    return () => window.clearTimeout(timer);
  }, [underWay, client, id]);

  const refused = rejection && new Problem(409, 'Routing refused', rejection.explanation ?? 'Routing refused this.');
  return {
    send: (wish: Wish, then?: () => void) => mutation.mutate(wish, { onSuccess: then }),
    waitingFor: underWay ? sent.wish.type : undefined,
    error: mutation.error ?? refused ?? late,
  };
}

function lookAgain(client: QueryClient, id: string) {
  void client.invalidateQueries({ queryKey: keys.conversation(id) });
  void client.invalidateQueries({ queryKey: keys.lists });
}
