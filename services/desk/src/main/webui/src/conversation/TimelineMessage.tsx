import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Entry } from '../api/types';
import { readable } from '../customer/names';
import { Chip } from '../ui/Chip';
import { Linkified } from '../ui/Linkified';
import { absoluteTime, clockTime } from '../ui/time';
import { DeliveryMark } from './DeliveryMark';
import type { PendingReply } from './timeline';
import { purposeWords } from './words';
import classes from './TimelineMessage.module.css';

interface Props {
  entry: Entry;
  reply: PendingReply | undefined;
  subject: string | null;
  onRetry: (reply: PendingReply) => void;
  onDiscard: (reply: PendingReply) => void;
}

export function TimelineMessage({ entry, reply, subject, onRetry, onDiscard }: Props) {
  const [whole, setWhole] = useState(false);
  const outward = entry.direction === 'OUTWARD';
  const author = entry.author.name ? readable(entry.author.name) : { CUSTOMER: 'Customer', AGENT: 'Agent', SYSTEM: 'Rapport' }[entry.author.kind];
  const at = new Date(entry.at);
  const purpose = entry.purpose ? purposeWords[entry.purpose] : undefined;
  const ownSubject = entry.subject && bare(entry.subject) !== bare(subject ?? '') ? entry.subject : undefined;

  return (
    <article
      className={classes.message}
      data-outward={outward}
      data-failed={reply?.state === 'failed'}
      aria-label={`${outward ? 'From us' : 'From the customer'}: ${author}, ${absoluteTime(at)}`}
    >
      <header className={classes.head}>
        <span className={classes.author}>{author}</span>
        {purpose && <Chip tone="accent">{purpose}</Chip>}
        <time dateTime={entry.at} title={absoluteTime(at)}>
          {clockTime(at)}
        </time>
      </header>
      {ownSubject && <p className={classes.subject}>{ownSubject}</p>}
      <div className={classes.text}>
        <Linkified text={(whole ? null : entry.newestText) ?? entry.text ?? ''} />
      </div>
      {entry.newestText !== null && (
        <button type="button" className={classes.more} aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? 'Hide' : 'Show'} quotes and signature
        </button>
      )}
      {reply?.state === 'failed' ? (
        <footer className={classes.failed} role="alert">
          <p>Not sent. {reply.problem}</p>
          <Button size="compact-xs" variant="default" onClick={() => onRetry(reply)}>
            Try again
          </Button>
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onDiscard(reply)}>
            Discard
          </Button>
        </footer>
      ) : (
        outward && <DeliveryMark entry={entry} />
      )}
    </article>
  );
}

/** A subject without the "Re:" and "Fwd:" that mail programs put before it. */
function bare(subject: string): string {
  return subject.replace(/^(\s*(re|aw|fwd?|wg|sv)\s*:)+/i, '').trim();
}
