import { useQuery } from '@tanstack/react-query';
import { Cable, TriangleAlert } from 'lucide-react';
import { channelsQuery, providerListsQuery } from '../api/queries';
import type { Intake, ProviderList } from '../api/types';
import { ChartCard } from '../charts/Chart';
import { networkOf } from '../conversation/words';
import { Chip } from '../ui/Chip';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loading } from '../ui/Loading';
import { Card } from '../ui/Page';
import { RelativeTime } from '../ui/RelativeTime';
import { useNow } from '../ui/useNow';
import { chartOf, comparisonOf, isAlarm, missing, outcomesOf } from './intake';
import { carries } from './words';
import classes from './Admin.module.css';

/** The accounts as their adapters told of them, and the alarm when what came in does not add up. */
export function AccountList() {
  const { data, error, isPending, refetch } = useQuery(channelsQuery);
  const { data: lists = [] } = useQuery(providerListsQuery);
  const now = useNow();
  const gaps = lists.filter((list) => list.missing > 0);
  const alarms = (data ?? []).filter(({ intake }) => intake !== null && isAlarm(intake, now));
  const chart = data && chartOf(data);
  return (
    <>
      {alarms.length > 0 && (
        <div role="alert" className={classes.alarm}>
          <TriangleAlert size={18} aria-hidden />
          <p>
            Not everything that came in is accounted for: {alarms.map(({ account, intake }) => `${account} misses ${intake ? missing(intake) : 0}`).join(', ')}.
            Something came in and never got an outcome. Look into the log of its adapter.
          </p>
        </div>
      )}
      {gaps.length > 0 && (
        <div role="alert" className={classes.alarm}>
          <TriangleAlert size={18} aria-hidden />
          <p>
            Providers list messages that are not here: {gaps.map(({ account, list, missing: many }) => `${many} of ${account} (${list})`).join(', ')}. They
            could not be fetched. Look into the log of their adapter.
          </p>
        </div>
      )}
      {chart && <ChartCard title="What did not go straight through" note="In payloads, since the adapters first counted." spec={chart} />}
      <Card title="Accounts" note="What each of them carries, and whether what came in adds up. Adapters count twice a minute.">
        {isPending && <Loading lines={3} label="Loading the accounts" />}
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} inline />}
        {data?.length === 0 && (
          <EmptyState icon={Cable} title="No account yet">
            An account appears here when the adapter that serves it has started.
          </EmptyState>
        )}
        {data && data.length > 0 && (
          <ul className={classes.rows} aria-label="Accounts">
            {data.map(({ channel, account, network, capabilities, at, intake }) => (
              <li key={`${channel} ${account}`} className={classes.row}>
                <div className={classes.what}>
                  <p className={classes.name}>
                    {account} <span className={classes.dim}>{networkOf({ channel, network })}</span>
                  </p>
                  <p className={classes.dim}>
                    {carries(capabilities).join(', ')}; told <RelativeTime at={at} />
                  </p>
                  {intake && <p className={classes.dim}>{outcomesOf(intake)}</p>}
                  {lists
                    .filter((it) => it.channel === channel && it.account === account)
                    .map((it) => (
                      <Comparison key={it.list} compared={it} />
                    ))}
                </div>
                {intake ? <Counts intake={intake} /> : <p className={classes.dim}>Nothing has come in</p>}
              </li>
            ))}
          </ul>
        )}
      </Card>
    </>
  );
}

function Comparison({ compared }: { compared: ProviderList }) {
  return (
    <p className={classes.dim}>
      {comparisonOf(compared)}; compared <RelativeTime at={compared.at} />
    </p>
  );
}

function Counts({ intake }: { intake: Intake }) {
  const now = useNow();
  const open = missing(intake);
  return (
    <p className={classes.counts}>
      <span className="numbers">{intake.received.toLocaleString('en')} received</span>{' '}
      {open === 0 ? (
        <Chip tone="good">Adds up</Chip>
      ) : (
        <Chip tone={isAlarm(intake, now) ? 'bad' : 'plain'}>{isAlarm(intake, now) ? `${open} unaccounted for` : `${open} under way`}</Chip>
      )}
    </p>
  );
}
