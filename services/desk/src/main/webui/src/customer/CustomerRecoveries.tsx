import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { recoveriesQuery } from '../api/queries';
import { DueChip } from '../care/DueChip';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loading } from '../ui/Loading';
import classes from './CustomerRecoveries.module.css';

export function CustomerRecoveries({ customerId }: { customerId: string }) {
  const { data, error, isPending, refetch } = useQuery(recoveriesQuery('open'));
  if (isPending) return <Loading lines={1} label="Loading recoveries" />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} inline />;
  const open = data.filter((recovery) => recovery.customerId === customerId);
  if (open.length === 0) return <p className={classes.none}>None. Nothing to put right.</p>;
  return (
    <ul className={classes.list}>
      {open.map((recovery) => (
        <li key={recovery.id} className={classes.recovery}>
          <p>{recovery.cause}</p>
          <DueChip recovery={recovery} />
          <Link to="/care">See it in care</Link>
        </li>
      ))}
    </ul>
  );
}
