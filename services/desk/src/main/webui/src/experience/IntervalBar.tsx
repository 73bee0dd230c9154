import type { Csat } from '../api/types';
import classes from './IntervalBar.module.css';

/** A percentage as a bar, with whiskers from the lower to the upper end of its interval. */
export function IntervalBar({ value, interval }: Pick<Csat, 'value' | 'interval'>) {
  const words =
    value === null
      ? 'No value'
      : `${Math.round(value)} percent` +
        (interval ? `, between ${Math.round(interval.low)} and ${Math.round(interval.high)} percent` : '');
  return (
    <div className={classes.scale} role="img" aria-label={words}>
      <div className={classes.track}>
        {value !== null && <div className={classes.bar} style={{ width: `${value}%` }} />}
        {interval && (
          <div
            className={classes.whiskers}
            style={{ left: `${interval.low}%`, width: `${interval.high - interval.low}%` }}
          />
        )}
      </div>
      <div className={classes.ticks} aria-hidden>
        {[0, 25, 50, 75, 100].map((tick) => (
          <span key={tick}>{tick}</span>
        ))}
      </div>
    </div>
  );
}
