import { Button } from '@mantine/core';
import { presenceWords } from '../session/presence';
import { usePresence, useSession } from '../session/useSession';
import classes from './AwayHint.module.css';

/** Nobody should wait for offers that cannot come. */
export function AwayHint() {
  const { account } = useSession();
  const presence = usePresence();
  if (account.presence === 'AVAILABLE') return null;
  return (
    <div className={classes.hint}>
      <p>You are {presenceWords[account.presence].toLowerCase()}: no conversation is offered to you.</p>
      <Button size="compact-sm" variant="default" loading={presence.isPending} onClick={() => presence.mutate('AVAILABLE')}>
        Become available
      </Button>
    </div>
  );
}
