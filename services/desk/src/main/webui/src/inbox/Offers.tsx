import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useNavigate } from 'react-router';
import type { Summary } from '../api/types';
import { channelIcons } from '../conversation/channelIcons';
import { givenSubject, placeOf, subjectOf } from '../conversation/words';
import { useCommand } from '../conversation/useCommand';
import { customerName } from '../customer/names';
import { ErrorNotice } from '../ui/ErrorNotice';
import { duration } from '../ui/time';
import { useNow } from '../ui/useNow';
import { useOffers } from './useInbox';
import classes from './Offers.module.css';

/** What routing offers to this agent right now, above every page, because it waits for an answer. */
export function Offers() {
  const offers = useOffers();
  // on a phone each takes a sixth of the screen from the conversation that is open
  const phone = useMediaQuery('(max-width: 759px)', false, { getInitialValueInEffect: false });
  const shown = offers.slice(0, phone ? 1 : 3);
  if (shown.length === 0) return null;
  return (
    <section aria-label="Offers" className={classes.offers}>
      {shown.map((summary) => (
        <Offer key={summary.id} summary={summary} />
      ))}
      {offers.length > shown.length && <p className={classes.more}>and {offers.length - shown.length} more</p>}
    </section>
  );
}

function Offer({ summary }: { summary: Summary }) {
  const navigate = useNavigate();
  const command = useCommand(summary);
  const now = useNow('fast');
  const Icon = channelIcons[summary.channel];
  const left = new Date(summary.offer?.expiresAt ?? 0).getTime() - now.getTime();
  const seconds = Math.max(0, Math.ceil(left / 1_000));

  // An answer that comes too late is refused by routing; its next event removes the offer from here.
  if (left < -2_000) return null;
  const accept = () =>
    command.send({ type: 'ACCEPT' }, () => void navigate(`/conversations/${summary.id}`));
  return (
    <article aria-label={`Offer: ${subjectOf(summary)}`} className={classes.offer}>
      <span className={classes.icon}>
        <Icon size={18} aria-hidden />
      </span>
      <div className={classes.what}>
        <p className={classes.title}>
          <strong>{customerName(summary.customer)}</strong> {givenSubject(summary)}
        </p>
        <p className={classes.why}>
          {placeOf(summary)} · {summary.preview ?? summary.reason}
        </p>
      </div>
      <span className={classes.countdown} data-soon={seconds <= 10} role="timer" aria-label={`${duration(seconds * 1_000)} left`}>
        {duration(seconds * 1_000)}
      </span>
      <div className={classes.answers}>
        <Button size="sm" onClick={accept} loading={command.waitingFor === 'ACCEPT'} disabled={command.waitingFor === 'DECLINE'}>
          Accept offer
        </Button>
        <Button
          size="sm"
          variant="default"
          onClick={() => command.send({ type: 'DECLINE' })}
          loading={command.waitingFor === 'DECLINE'}
          disabled={command.waitingFor === 'ACCEPT'}
        >
          Decline offer
        </Button>
      </div>
      {command.error && (
        <div className={classes.error}>
          <ErrorNotice error={command.error} inline />
        </div>
      )}
    </article>
  );
}
