import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Entry } from '../api/types';
import { readable } from '../customer/names';
import { Chip } from '../ui/Chip';
import { Linkified } from '../ui/Linkified';
import { absoluteTime, clockTime } from '../ui/time';
import { Attachments } from './Attachments';
import { DeliveryMark } from './DeliveryMark';
import { MailFrame } from './MailFrame';
import type { PendingReply } from './timeline';
import { purposeWords } from './words';
import classes from './TimelineMessage.module.css';

interface Props {
  entry: Entry;
  reply: PendingReply | undefined;
  conversationId: string;
  subject: string | null;
  onRetry: (reply: PendingReply) => void;
  onDiscard: (reply: PendingReply) => void;
}

export function TimelineMessage({ entry, reply, conversationId, subject, onRetry, onDiscard }: Props) {
  const [whole, setWhole] = useState(false);
  const [designed, setDesigned] = useState(false);
  const place = reply ? undefined : `/conversations/${encodeURIComponent(conversationId)}/entries/${encodeURIComponent(entry.id)}`;
  const outward = entry.direction === 'OUTWARD';
  const author = entry.author.name ? readable(entry.author.name) : { CUSTOMER: 'Customer', AGENT: 'Agent', SYSTEM: 'Rapport' }[entry.author.kind];
  const at = new Date(entry.at);
  const purpose = entry.purpose ? purposeWords[entry.purpose] : undefined;
  const ownSubject = entry.subject && bare(entry.subject) !== bare(subject ?? '') ? entry.subject : undefined;

  return (
    <article
      className={classes.message}
      data-outward={outward}
      data-designed={designed}
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
      {designed && place ? (
        <MailFrame place={place} title={`Mail from ${author}`} />
      ) : (
        <div className={classes.text}>
          <Linkified text={(whole ? null : entry.newestText) ?? entry.text ?? ''} />
        </div>
      )}
      <div className={classes.ways}>
        {entry.newestText !== null && !designed && (
          <button type="button" className={classes.more} aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {whole ? 'Hide' : 'Show'} quotes and signature
          </button>
        )}
        {entry.htmlContentId !== null && (
          <button type="button" className={classes.more} aria-pressed={designed} onClick={() => setDesigned(!designed)}>
            {designed ? 'Show as text' : 'Show as designed'}
          </button>
        )}
      </div>
      <Attachments attachments={entry.attachments} place={place} />
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
