import { Button, Group, Stack } from '@mantine/core';
import type { WantedAccount } from '../api/types';
import { ErrorNotice } from '../ui/ErrorNotice';
import { useRemoveAccount } from './useWantedAccount';

/** Asks once more before an account goes. */
export function RemoveAccount({ account, onDone }: { account: WantedAccount; onDone: () => void }) {
  const removal = useRemoveAccount();
  return (
    <Stack gap="md">
      <p>
        Nothing comes in over {account.address ?? account.id} any more, and replies to its conversations are refused. What was said
        stays. Its secrets stay where its adapter runs.
      </p>
      {removal.error && <ErrorNotice error={removal.error} inline />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onDone} data-autofocus>
          Keep it
        </Button>
        <Button color="red.8" loading={removal.isPending} onClick={() => removal.mutate(account, { onSuccess: onDone })}>
          Remove account
        </Button>
      </Group>
    </Stack>
  );
}
