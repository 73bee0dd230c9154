import { absoluteTime, relativeTime } from './time';
import { useNow } from './useNow';

export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const now = useNow();
  const date = new Date(at);
  return (
    <time dateTime={at} title={absoluteTime(date)} className={className}>
      {relativeTime(date, now)}
    </time>
  );
}
