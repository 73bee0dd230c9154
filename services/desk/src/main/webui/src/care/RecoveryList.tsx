import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { HeartHandshake } from 'lucide-react';
import { useState } from 'react';
import { recoveriesQuery } from '../api/queries';
import type { Recovery } from '../api/types';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loading } from '../ui/Loading';
import { Card } from '../ui/Page';
import { ApologiseDialog } from './ApologiseDialog';
import { CloseRecoveryDialog } from './CloseRecoveryDialog';
import { RecoveryItem } from './RecoveryItem';
import classes from './RecoveryList.module.css';

export function RecoveryList() {
  const [state, setState] = useState<'open' | 'closed'>('open');
  const { data, error, isPending, refetch } = useQuery(recoveriesQuery(state));
  const [apologising, setApologising] = useState<Recovery>();
  const [closing, setClosing] = useState<Recovery>();
  return (
    <Card
      title="Recoveries"
      note="A low rating opens one. Somebody apologises in time, puts it right, and closes it."
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Which recoveries"
          value={state}
          onChange={(value) => setState(value)}
          data={[
            { value: 'open', label: 'Open' },
            { value: 'closed', label: 'Closed' },
          ]}
        />
      }
    >
      {isPending && <Loading label="Loading recoveries" />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState icon={HeartHandshake} title={state === 'open' ? 'Nobody waits for an apology' : 'None closed yet'}>
          {state === 'open'
            ? 'When a customer rates us badly after a resolved conversation, the recovery appears here.'
            : 'Close a recovery once it is clear how it ended.'}
        </EmptyState>
      )}
      <ul className={classes.list}>
        {[...(data ?? [])].sort(mostPressingFirst).map((recovery) => (
          <RecoveryItem key={recovery.id} recovery={recovery} onApologise={setApologising} onClose={setClosing} />
        ))}
      </ul>
      {apologising && <ApologiseDialog recovery={apologising} onDone={() => setApologising(undefined)} />}
      {closing && <CloseRecoveryDialog recovery={closing} onDone={() => setClosing(undefined)} />}
    </Card>
  );
}

function mostPressingFirst(a: Recovery, b: Recovery): number {
  const given = Number(a.apology.givenAt !== null) - Number(b.apology.givenAt !== null);
  return given || a.apology.dueAt.localeCompare(b.apology.dueAt);
}
