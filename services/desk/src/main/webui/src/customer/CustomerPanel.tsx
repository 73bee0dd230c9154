import { useQuery } from '@tanstack/react-query';
import { customerQuery } from '../api/queries';
import type { Summary } from '../api/types';
import { capitalised, channelWords, networkOf } from '../conversation/words';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Initials } from '../ui/Initials';
import { Loading } from '../ui/Loading';
import { RelativeTime } from '../ui/RelativeTime';
import { Consents } from './Consents';
import { CustomerRecoveries } from './CustomerRecoveries';
import { CustomerScore } from './CustomerScore';
import { FlowBar } from './FlowBar';
import { customerName } from './names';
import classes from './CustomerPanel.module.css';

export function CustomerPanel({ conversation }: { conversation: Summary }) {
  const { customer } = conversation;
  const { data: profile, error, isPending, refetch } = useQuery(customerQuery(customer.id));
  const name = profile?.name ?? customerName(customer);
  return (
    <div className={classes.panel}>
      <div className={classes.who}>
        <Initials name={name} size={44} />
        <div className={classes.names}>
          <h2 className={classes.name}>{name}</h2>
          {profile?.phase && <p className={classes.dim}>{capitalised(profile.phase)}</p>}
        </div>
      </div>

      {isPending && <Loading lines={4} label="Loading the profile" />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} inline />}
      {profile === null && (
        <section className={classes.section}>
          <p>{customer.address}</p>
          <p className={classes.dim}>No profile yet. It appears a moment after the first message.</p>
        </section>
      )}
      {profile && (
        <section className={classes.section} aria-label="Profile">
          <dl className={classes.facts}>
            {profile.identities.map(({ channel, address }) => (
              <div key={`${channel} ${address}`}>
                <dt>
                  {channel === conversation.channel && address === customer.address
                    ? networkOf(conversation)
                    : (channelWords[channel] ?? channel)}
                </dt>
                <dd>{address}</dd>
              </div>
            ))}
            <div>
              <dt>First seen</dt>
              <dd>
                <RelativeTime at={profile.firstSeenAt} />
              </dd>
            </div>
            <div>
              <dt>Last seen</dt>
              <dd>
                <RelativeTime at={profile.lastSeenAt} />
              </dd>
            </div>
          </dl>
          <FlowBar inward={profile.inwardCount} outward={profile.outwardCount} />
        </section>
      )}

      <section className={classes.section} aria-labelledby="panel-experience">
        <h3 id="panel-experience" className={classes.heading}>
          Experience
        </h3>
        <CustomerScore customerId={customer.id} />
      </section>
      <section className={classes.section} aria-labelledby="panel-recoveries">
        <h3 id="panel-recoveries" className={classes.heading}>
          Open recoveries
        </h3>
        <CustomerRecoveries customerId={customer.id} />
      </section>
      {profile && profile.consents.length > 0 && (
        <section className={classes.section} aria-labelledby="panel-consents">
          <h3 id="panel-consents" className={classes.heading}>
            Consents
          </h3>
          <Consents consents={profile.consents} />
        </section>
      )}
    </div>
  );
}
