import { Clock } from 'lucide-react';
import type { Summary } from '../api/types';
import { Chip } from '../ui/Chip';
import { absoluteTime, duration } from '../ui/time';
import { useNow } from '../ui/useNow';
import { slaTones } from './words';

/** How the promise of a first reply stands: the time left, or by how much it was missed or met. */
export function FirstReplyClock({ conversation, brief = false }: { conversation: Summary; brief?: boolean }) {
  const now = useNow();
  const { slaState, firstReplyDueAt, firstReplyAt, openedAt, state } = conversation;
  if (firstReplyAt) {
    if (brief) return null;
    const took = duration(new Date(firstReplyAt).getTime() - new Date(openedAt).getTime());
    return (
      <Chip tone={slaState === 'BREACHED' ? 'bad' : slaTones.MET} title={absoluteTime(new Date(firstReplyAt))}>
        <Clock size={11} aria-hidden /> First reply after {took}
      </Chip>
    );
  }
  if (!firstReplyDueAt || slaState === 'NONE' || state === 'RESOLVED') return null;
  const due = new Date(firstReplyDueAt);
  const left = due.getTime() - now.getTime();
  const tone = left < 0 ? 'bad' : slaTones[slaState];
  return (
    <Chip tone={tone} title={`First reply due ${absoluteTime(due)}`}>
      <Clock size={11} aria-hidden />
      {left < 0 ? `Reply ${duration(-left)} late` : `Reply in ${duration(left)}`}
    </Chip>
  );
}
