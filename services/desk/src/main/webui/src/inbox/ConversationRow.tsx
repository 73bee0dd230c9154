import { CornerUpLeft } from 'lucide-react';
import { memo } from 'react';
import { Link } from 'react-router';
import type { Summary } from '../api/types';
import { channelIcons } from '../conversation/channelIcons';
import { FirstReplyClock } from '../conversation/FirstReplyClock';
import { channelWords, givenSubject, placeOf, stateTones, stateWords } from '../conversation/words';
import { customerName } from '../customer/names';
import { Chip } from '../ui/Chip';
import { RelativeTime } from '../ui/RelativeTime';
import classes from './ConversationRow.module.css';

interface Props {
  summary: Summary;
  open: boolean;
  /** One row of the list takes part in the Tab order; j, k and the arrows reach the others. */
  tabStop: boolean;
  search: string;
}

export const ConversationRow = memo(function ConversationRow({ summary, open, tabStop, search }: Props) {
  const Icon = channelIcons[summary.channel];
  const subject = givenSubject(summary);
  const waits = summary.state !== 'RESOLVED' && summary.lastDirection === 'INWARD';
  return (
    <li>
      <Link
        to={`/conversations/${summary.id}${search}`}
        className={classes.row}
        data-waits={waits}
        tabIndex={tabStop ? 0 : -1}
        aria-current={open ? 'page' : undefined}
      >
        <span className={classes.who}>
          <Icon size={14} aria-label={summary.network ? undefined : channelWords[summary.channel]} />
          <span className={classes.name}>{customerName(summary.customer)}</span>
        </span>
        <RelativeTime at={summary.lastMessageAt} className={classes.time} />
        {subject && <span className={classes.subject}>{subject}</span>}
        <span className={classes.preview}>
          {summary.lastDirection === 'OUTWARD' && <CornerUpLeft size={12} aria-label="We wrote last:" />}
          {summary.preview}
        </span>
        <span className={classes.chips}>
          {summary.network && <Chip>{placeOf(summary)}</Chip>}
          {summary.state === 'ASSIGNED' && summary.assignee ? (
            <Chip>{summary.assignee.name}</Chip>
          ) : (
            <Chip tone={stateTones[summary.state]}>{stateWords[summary.state]}</Chip>
          )}
          <FirstReplyClock conversation={summary} brief />
        </span>
      </Link>
    </li>
  );
});
