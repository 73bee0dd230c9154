import { Button, Modal } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Plug, Plus } from 'lucide-react';
import { useState } from 'react';
import { accountKindsQuery, wantedAccountsQuery } from '../api/queries';
import type { AccountKind, WantedAccount } from '../api/types';
import { channelWords } from '../conversation/words';
import { Chip } from '../ui/Chip';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loading } from '../ui/Loading';
import { Card } from '../ui/Page';
import { RelativeTime } from '../ui/RelativeTime';
import { AccountForm } from './AccountForm';
import { RemoveAccount } from './RemoveAccount';
import { accountStateTones, accountStateWords } from './words';
import classes from './Admin.module.css';

type Doing = { what: 'add' } | { what: 'edit' | 'remove'; account: WantedAccount };

/** Which accounts are set up, where, and whether their adapters serve them; the way to add, change and remove them. */
export function SetUpList() {
  const { data, error, isPending, refetch } = useQuery(wantedAccountsQuery);
  const kinds = useQuery(accountKindsQuery);
  const [doing, setDoing] = useState<Doing>({ what: 'add' });
  const [opened, { open, close }] = useDisclosure();
  const phone = useMediaQuery('(max-width: 759px)', false, { getInitialValueInEffect: false });
  const begin = (what: Doing) => {
    setDoing(what);
    open();
  };
  return (
    <Card
      title="Set up"
      note="Which accounts there are and whether their adapters serve them. What is changed here takes effect at once."
      aside={
        <Button
          size="sm"
          leftSection={<Plus size={16} aria-hidden />}
          disabled={!kinds.data}
          onClick={() => begin({ what: 'add' })}
        >
          Add account
        </Button>
      }
    >
      {isPending && <Loading lines={3} label="Loading what is set up" />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} inline />}
      {kinds.error && <ErrorNotice error={kinds.error} onRetry={() => void kinds.refetch()} inline />}
      {data?.length === 0 && (
        <EmptyState icon={Plug} title="No account is set up">
          Add one here, or in the configuration of its adapter.
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <ul className={classes.rows} aria-label="Set-up accounts">
          {data.map((account) => (
            <li key={`${account.channel} ${account.id} ${account.configured}`} className={classes.row}>
              <Row account={account} kinds={kinds.data ?? []} onDo={(what) => begin({ what, account })} />
            </li>
          ))}
        </ul>
      )}
      <Modal opened={opened} onClose={close} title={titleOf(doing)} size="lg" fullScreen={phone && doing.what !== 'remove'}>
        {doing.what === 'remove' ? (
          <RemoveAccount account={doing.account} onDone={close} />
        ) : (
          <AccountForm kinds={kinds.data ?? []} account={doing.what === 'edit' ? doing.account : null} onDone={close} />
        )}
      </Modal>
    </Card>
  );
}

function titleOf(doing: Doing): string {
  switch (doing.what) {
    case 'add':
      return 'Add an account';
    case 'edit':
      return `Edit ${doing.account.id}`;
    case 'remove':
      return `Remove ${doing.account.id}?`;
  }
}

function Row({ account, kinds, onDo }: { account: WantedAccount; kinds: AccountKind[]; onDo: (what: 'edit' | 'remove') => void }) {
  const { channel, id, provider, configured, state, reason, address, changedBy, changedAt } = account;
  const label = kinds.find((kind) => kind.channel === channel && kind.provider === provider)?.label ?? provider;
  return (
    <>
      <div className={classes.what}>
        <p className={classes.name}>
          {id} <Chip tone={accountStateTones[state]}>{accountStateWords[state]}</Chip>
        </p>
        <p className={classes.dim}>{[channelWords[channel], label, address !== id && address].filter(Boolean).join(', ')}</p>
        {reason && <p className={classes.reason}>{reason}</p>}
        <p className={classes.dim}>
          {configured ? (
            'In the configuration of its adapter, and changed there'
          ) : (
            <>
              Changed by {changedBy} {changedAt && <RelativeTime at={changedAt} />}
            </>
          )}
        </p>
      </div>
      {!configured && state !== 'REMOVING' && (
        <div className={classes.actions}>
          <Button size="xs" variant="default" aria-label={`Edit ${id}`} onClick={() => onDo('edit')}>
            Edit
          </Button>
          <Button size="xs" variant="default" aria-label={`Remove ${id}`} onClick={() => onDo('remove')}>
            Remove
          </Button>
        </div>
      )}
    </>
  );
}
