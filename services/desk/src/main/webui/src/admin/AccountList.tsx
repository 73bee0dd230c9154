import { useQuery } from '@tanstack/react-query';
import { Cable } from 'lucide-react';
import { channelsQuery } from '../api/queries';
import { channelWords } from '../conversation/words';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loading } from '../ui/Loading';
import { Card } from '../ui/Page';
import { RelativeTime } from '../ui/RelativeTime';
import { carries } from './words';
import classes from './Admin.module.css';

/** The accounts as their adapters told of them. */
export function AccountList() {
  const { data, error, isPending, refetch } = useQuery(channelsQuery);
  return (
    <Card title="Accounts" note="What each of them carries, as its adapter told when it last started.">
      {isPending && <Loading lines={3} label="Loading the accounts" />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} inline />}
      {data?.length === 0 && (
        <EmptyState icon={Cable} title="No account yet">
          An account appears here when the adapter that serves it has started.
        </EmptyState>
      )}
      {data && data.length > 0 && (
        <ul className={classes.rows} aria-label="Accounts">
          {data.map(({ channel, account, capabilities, at }) => (
            <li key={`${channel} ${account}`} className={classes.row}>
              <div className={classes.what}>
                <p className={classes.name}>
                  {account} <span className={classes.dim}>{channelWords[channel]}</span>
                </p>
                <p className={classes.dim}>{carries(capabilities).join(', ')}</p>
              </div>
              <RelativeTime at={at} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
