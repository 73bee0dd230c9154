import { useMutation, useQueryClient } from '@tanstack/react-query';
import { post } from '../api/http';
import { quarantineQuery } from '../api/queries';
import type { Channel } from '../api/types';
import { useAnnounce } from '../live/Announcer';

/** What is to be read again: one payload, or all of an account that wait for the same reason. */
interface Wish {
  channel: Channel;
  account: string;
  payload?: string;
  reason?: string;
}

export function useReplay() {
  const client = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: ({ channel, account, payload, reason }: Wish) =>
      post<{ asked: number }>('/admin/quarantine/replay', {
        channel,
        account,
        ...(payload === undefined ? { reason } : { payload }),
      }),
    onSuccess: ({ asked }) => {
      announce(asked === 0 ? 'Nothing left to read again.' : `${asked} ${asked === 1 ? 'is' : 'are'} being read again.`);
      void client.invalidateQueries({ queryKey: quarantineQuery.queryKey });
    },
  });
}
