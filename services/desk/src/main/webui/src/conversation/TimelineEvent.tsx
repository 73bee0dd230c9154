import type { Entry } from '../api/types';
import { absoluteTime, clockTime } from '../ui/time';
import { isRejection } from './commandOutcome';
import { capitalised } from './words';
import classes from './TimelineEvent.module.css';

/** A change of state as one quiet line: what happened and why. */
export function TimelineEvent({ entry }: { entry: Entry }) {
  const at = new Date(entry.at);
  return (
    <p className={classes.event} data-rejection={isRejection(entry)}>
      <span>{entry.explanation ?? nameOf(entry.eventType)}</span>
      <time dateTime={entry.at} title={absoluteTime(at)}>
        {clockTime(at)}
      </time>
    </p>
  );
}

/** "rapport.conversations.sla-warned.v1" → "Sla warned", for an event this desk has no words for yet. */
function nameOf(eventType: string | null): string {
  const name = eventType?.split('.').at(-2) ?? eventType;
  return name ? capitalised(name) : 'Something happened';
}
