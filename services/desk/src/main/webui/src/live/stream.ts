import { eventNames, parseEvent, type LiveEvent } from './events';

export type StreamStatus = 'connecting' | 'live' | 'reconnecting';

export interface StreamListener {
  /** Events come in small batches, so that a busy desk does not redraw the page for each of them. */
  onEvents(events: LiveEvent[]): void;
  onStatus(status: StreamStatus): void;
  /** The stream is back after a break: whatever happened in between was missed. */
  onReturn(): void;
  /** The desk refused the stream, which it does for a session that has ended. */
  onRefused(): void;
}

const batchMillis = 120;
const backOffMillis = [1_000, 2_000, 5_000, 10_000];

/** Opens the desk's event stream, keeps it open, and returns the way to close it. */
export function openStream(listener: StreamListener, url = '/api/stream'): () => void {
  let source: EventSource | undefined;
  let waiting: LiveEvent[] = [];
  let flushTimer: number | undefined;
  let retryTimer: number | undefined;
  let failures = 0;
  let wasLive = false;

  const flush = () => {
    flushTimer = undefined;
    const events = waiting;
    waiting = [];
    listener.onEvents(events);
  };

  const connect = () => {
    window.clearTimeout(retryTimer);
    source?.close();
    const opened = new EventSource(url);
    source = opened;
    opened.onopen = () => {
      failures = 0;
      listener.onStatus('live');
      if (wasLive) listener.onReturn();
      wasLive = true;
    };
    opened.onerror = () => {
      listener.onStatus(wasLive ? 'reconnecting' : 'connecting');
      if (opened.readyState !== EventSource.CLOSED) return; // The browser itself tries again.
      listener.onRefused();
      const wait = backOffMillis[Math.min(failures, backOffMillis.length - 1)];
      failures += 1;
      retryTimer = window.setTimeout(connect, wait);
    };
    for (const name of eventNames) {
      opened.addEventListener(name, (message: MessageEvent<string>) => {
        const event = parseEvent(name, message.data);
        if (!event) return;
        waiting.push(event);
        flushTimer ??= window.setTimeout(flush, batchMillis);
      });
    }
  };

  const reconnectNow = () => {
    if (source?.readyState !== EventSource.OPEN) connect();
  };
  window.addEventListener('online', reconnectNow);
  connect();

  return () => {
    window.removeEventListener('online', reconnectNow);
    window.clearTimeout(flushTimer);
    window.clearTimeout(retryTimer);
    source?.close();
  };
}
