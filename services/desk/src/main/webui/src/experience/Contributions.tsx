import type { Score } from '../api/types';
import { RelativeTime } from '../ui/RelativeTime';
import { signed } from './words';
import classes from './Contributions.module.css';

/** What moved a score, each with the event it came from. */
export function Contributions({ contributions }: { contributions: Score['contributions'] }) {
  if (contributions.length === 0) return <p className={classes.none}>Nothing has moved this score yet.</p>;
  const largest = Math.max(...contributions.map(({ points }) => Math.abs(points)), 1);
  return (
    <ul className={classes.list} aria-label="What moved the score">
      {contributions.map(({ label, points, eventId, at }) => (
        <li key={`${eventId} ${label}`} title={`Event ${eventId}`}>
          <span className={classes.label}>{label}</span>
          <RelativeTime at={at} className={classes.time} />
          <span className={classes.points} data-negative={points < 0}>
            {signed(points)}
          </span>
          <span className={classes.bar} data-negative={points < 0} style={{ width: `${(Math.abs(points) / largest) * 100}%` }} />
        </li>
      ))}
    </ul>
  );
}
