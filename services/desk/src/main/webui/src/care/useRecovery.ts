import { useMutation, useQueryClient } from '@tanstack/react-query';
import { post } from '../api/http';
import { keys } from '../api/queries';
import type { Recovery } from '../api/types';
import { useAnnounce } from '../live/Announcer';

function useRecoveryChange<Change>(path: (recovery: Recovery) => string, said: string) {
  const client = useQueryClient();
  const announce = useAnnounce();
  return useMutation({
    mutationFn: ({ recovery, id, change }: { recovery: Recovery; id: string; change: Change }) =>
      post<Recovery>(path(recovery), { id, ...change }),
    onSuccess: () => announce(said),
    onSettled: () => client.invalidateQueries({ queryKey: keys.care }),
  });
}

const pathOf = (recovery: Recovery) => `/care/recoveries/${encodeURIComponent(recovery.id)}`;

export const useApology = () =>
  useRecoveryChange<{ text: string; sendToCustomer: boolean }>(
    (recovery) => `${pathOf(recovery)}/apology`,
    'Apology recorded.',
  );

export const useClosing = () =>
  useRecoveryChange<{ outcome: 'RECOVERED' | 'NOT_RECOVERED'; note: string }>(
    (recovery) => `${pathOf(recovery)}/close`,
    'Recovery closed.',
  );
