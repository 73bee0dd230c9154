import { Button } from '@mantine/core';
import { ImageDown } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { urlOf } from '../api/http';
import classes from './MailFrame.module.css';

interface Props {
  /** Where the desk has the message. */
  place: string;
  title: string;
}

/**
 * A mail as its sender designed it. The desk has taken out whatever could do anything; the frame runs no scripts all the same, and
 * what comes from elsewhere is only fetched when asked for, because it tells the sender who reads.
 */
export function MailFrame({ place, title }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(120);
  const [remote, setRemote] = useState(false);
  const [blocked, setBlocked] = useState(false);
  const [failed, setFailed] = useState(false);

  const measure = useCallback(() => {
    const body = frame.current?.contentDocument?.body;
    if (body) setHeight(Math.ceil(body.getBoundingClientRect().height));
  }, []);
  const onLoad = () => {
    const page = frame.current?.contentDocument;
    setFailed(page?.contentType !== 'text/html');
    setBlocked(page?.querySelector('.blocked-image') != null);
    measure();
  };
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [measure]);

  return (
    <div className={classes.mail}>
      {blocked && (
        <p className={classes.blocked}>
          <span>Pictures from elsewhere are not shown; they tell the sender that the mail is read.</span>
          <Button size="compact-xs" variant="default" leftSection={<ImageDown size={14} aria-hidden />} onClick={() => setRemote(true)}>
            Show remote images
          </Button>
        </p>
      )}
      {failed && (
        <p className={classes.blocked} role="alert">
          The mail cannot be shown as it was designed. Show it as text.
        </p>
      )}
      <iframe
        ref={frame}
        hidden={failed}
        title={title}
        src={urlOf(`${place}/html`, { images: remote ? 'all' : undefined })}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        style={{ height }}
        onLoad={onLoad}
      />
    </div>
  );
}
