import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Entry } from '../api/types';
import { Chip } from '../ui/Chip';
import { Linkified } from '../ui/Linkified';
import { absoluteTime, clockTime } from '../ui/time';
import { DeliveryMark } from './DeliveryMark';
import { splitQuoted, type PendingReply } from './timeline';
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
  const [showQuoted, setShowQuoted] = useState(false);
  const { own, quoted } = splitQuoted(entry.text ?? '');
  const outward = entry.direction === 'OUTWARD';
  const author = entry.author.name ?? { CUSTOMER: 'Customer', AGENT: 'Agent', SYSTEM: 'Rapport' }[entry.author.kind];
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
        <Linkified text={own} />
      </div>
      {quoted && (
        <>
          <button type="button" className={classes.more} aria-expanded={showQuoted} onClick={() => setShowQuoted(!showQuoted)}>
            {showQuoted ? 'Hide' : 'Show'} the quoted message
          </button>
          {showQuoted && (
            <div className={classes.quoted}>
              <Linkified text={quoted} />
            </div>
          )}
        </>
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
