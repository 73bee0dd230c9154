import { Button } from '@mantine/core';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Entry, Summary } from '../api/types';
import { dayHeading } from '../ui/time';
import { useNow } from '../ui/useNow';
import { reconcile, withDays, type PendingReply } from './timeline';
import { TimelineEvent } from './TimelineEvent';
import { TimelineMessage } from './TimelineMessage';
import classes from './Timeline.module.css';

interface Props {
  conversation: Summary;
  entries: Entry[];
  pending: PendingReply[];
  onRetry: (reply: PendingReply) => void;
  onDiscard: (reply: PendingReply) => void;
}

/** Whoever is this close to the end wants to see what arrives; anybody further up is reading. */
const nearEndPixels = 120;

export function Timeline({ conversation, entries, pending, onRetry, onDiscard }: Props) {
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const [unseen, setUnseen] = useState(false);
  const items = withDays(reconcile(entries, pending));
  const newest = items.at(-1);
  const newestId = newest?.kind === 'entry' ? newest.entry.id : undefined;
  const own = newest?.kind === 'entry' && newest.reply !== undefined;

  const toEnd = () => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    following.current = true;
    setUnseen(false);
  };
  useLayoutEffect(() => {
    if (following.current || own) toEnd();
    else setUnseen(true);
  }, [newestId, own]);

  // The reply box grows, banners come and go, and pictures are loaded late; the end must stay in sight all the same.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (following.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    following.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPixels;
    if (following.current) setUnseen(false);
  };
  return (
    <div className={classes.frame}>
      {/* A region that scrolls must be reachable for the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={scroller} className={classes.scroller} onScroll={onScroll} tabIndex={0} role="region" aria-label="Timeline">
        <ol className={classes.timeline}>
          {items.map((item) => {
            if (item.kind === 'day') {
              return (
                <li key={item.id} className={classes.day}>
                  {dayHeading(new Date(item.at), now)}
                </li>
              );
            }
            const { entry, reply } = item;
            return (
              <li key={entry.id}>
                {entry.kind === 'EVENT' ? (
                  <TimelineEvent entry={entry} />
                ) : (
                  <TimelineMessage
                    entry={entry}
                    reply={reply}
                    conversationId={conversation.id}
                    subject={conversation.subject}
                    onRetry={onRetry}
                    onDiscard={onDiscard}
                  />
                )}
              </li>
            );
          })}
        </ol>
      </div>
      {unseen && (
        <Button className={classes.jump} size="compact-sm" radius="xl" leftSection={<ArrowDown size={14} aria-hidden />} onClick={toEnd}>
          New below
        </Button>
      )}
    </div>
  );
}
