import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useStreamStatus } from './LiveProvider';
import classes from './ConnectionBanner.module.css';

/** Says when what is shown may be old. A break of a second or two is not worth a word. */
export function ConnectionBanner() {
  const status = useStreamStatus();
  const live = status === 'live';
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (live) return;
    const timer = window.setTimeout(() => setLate(true), 2_500);
    return () => {
      window.clearTimeout(timer);
      setLate(false);
    };
  }, [live]);
  return (
    <div role="status">
      {!live && late && (
        <div className={classes.banner}>
          <Loader size={14} color="currentColor" aria-hidden />
          {status === 'reconnecting'
            ? 'The connection to the desk was lost. Reconnecting; what you see may be out of date, what you type is kept.'
            : 'Connecting to the desk. Until then this page does not update by itself.'}
        </div>
      )}
    </div>
  );
}
