import { useMutation, useQueryClient } from '@tanstack/react-query';
import { put, remove } from '../api/http';
import { channelsQuery, wantedAccountsQuery } from '../api/queries';
import type { Channel, WantedAccount } from '../api/types';
import { useAnnounce } from '../live/Announcer';
import type { Wish } from './wanted';

const pathOf = (channel: Channel, id: string) => `/admin/accounts/${channel.toLowerCase()}/${encodeURIComponent(id)}`;

export function useWantAccount() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ channel, id, wish }: { channel: Channel; id: string; wish: Wish }) =>
      put<{ version: number }>(pathOf(channel, id), wish),
    onSuccess: (_, { id }) => refresh(`The account ${id} is saved. Its adapter is asked to serve it.`),
  });
}

export function useRemoveAccount() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ channel, id, version }: WantedAccount) => remove(`${pathOf(channel, id)}?version=${version}`),
    onSuccess: (_, { id }) => refresh(`The account ${id} is being removed.`),
  });
}

function useRefresh() {
  const client = useQueryClient();
  const announce = useAnnounce();
  return (said: string) => {
    announce(said);
    void client.invalidateQueries({ queryKey: wantedAccountsQuery.queryKey });
    void client.invalidateQueries({ queryKey: channelsQuery.queryKey });
  };
}
