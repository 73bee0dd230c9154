import { Button } from '@mantine/core';
import { Link } from 'react-router';
import type { Recovery } from '../api/types';
import { Chip } from '../ui/Chip';
import { RelativeTime } from '../ui/RelativeTime';
import { DueChip } from './DueChip';
import { ratingOf, recoveryName } from './words';
import classes from './RecoveryList.module.css';

interface Props {
  recovery: Recovery;
  onApologise: (recovery: Recovery) => void;
  onClose: (recovery: Recovery) => void;
}

export function RecoveryItem({ recovery, onApologise, onClose }: Props) {
  const { apology, state, comment, conversationId } = recovery;
  const rating = ratingOf(recovery);
  return (
    <li>
      <article className={classes.item} aria-label={`Recovery: ${recoveryName(recovery)}`}>
        <div>
          <p className={classes.title}>
            <span className={classes.name}>{recoveryName(recovery)}</span>
            {rating && <Chip tone="bad">{rating}</Chip>}
            <DueChip recovery={recovery} />
            {state === 'CLOSED' && <Chip>Closed</Chip>}
          </p>
          <p className={classes.cause}>{recovery.cause}</p>
          {comment && <blockquote className={classes.comment}>{comment}</blockquote>}
          {apology.text && <p className={classes.apology}>We said: {apology.text}</p>}
          <p className={classes.meta}>
            <span>
              Opened <RelativeTime at={recovery.openedAt} />
            </span>
            <span>{apology.assigneeName ? `With ${apology.assigneeName}` : 'With nobody yet'}</span>
            {conversationId && <Link to={`/conversations/${conversationId}`}>Conversation</Link>}
          </p>
        </div>
        {state !== 'CLOSED' && (
          <div className={classes.actions}>
            {!apology.givenAt && (
              <Button size="xs" onClick={() => onApologise(recovery)}>
                Apologise
              </Button>
            )}
            <Button size="xs" variant="default" onClick={() => onClose(recovery)}>
              Close recovery
            </Button>
          </div>
        )}
      </article>
    </li>
  );
}
