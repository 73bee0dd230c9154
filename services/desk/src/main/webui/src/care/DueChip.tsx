import type { Recovery } from '../api/types';
import { Chip } from '../ui/Chip';
import { absoluteTime, duration, relativeTime } from '../ui/time';
import { useNow } from '../ui/useNow';

/** Whether the apology is given, due or late. */
export function DueChip({ recovery: { apology, state } }: { recovery: Recovery }) {
  const now = useNow();
  if (apology.givenAt) {
    const given = new Date(apology.givenAt);
    return (
      <Chip tone="good" title={absoluteTime(given)}>
        Apologised {relativeTime(given, now)}
      </Chip>
    );
  }
  if (state === 'CLOSED') return <Chip>No apology recorded</Chip>;
  const due = new Date(apology.dueAt);
  const left = due.getTime() - now.getTime();
  const overdue = apology.overdue || left < 0;
  return (
    <Chip tone={overdue ? 'bad' : 'warn'} title={`Apology due ${absoluteTime(due)}`}>
      {overdue ? `Apology overdue by ${duration(Math.abs(left))}` : `Apology due in ${duration(left)}`}
    </Chip>
  );
}
