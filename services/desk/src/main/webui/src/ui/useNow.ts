import { useSyncExternalStore } from 'react';

/** One ticking clock for each pace, shared by everything that shows a relative time. */
function ticker(everyMillis: number) {
  const listeners = new Set<() => void>();
  let now = Date.now();
  let timer: number | undefined;
  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      if (timer === undefined) {
        now = Date.now();
        timer = window.setInterval(() => {
          now = Date.now();
          for (const each of listeners) each();
        }, everyMillis);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        window.clearInterval(timer);
        timer = undefined;
      };
    },
    read: () => now,
  };
}

const slow = ticker(15_000);
const fast = ticker(1_000);

export function useNow(pace: 'slow' | 'fast' = 'slow'): Date {
  const source = pace === 'fast' ? fast : slow;
  return new Date(useSyncExternalStore(source.subscribe, source.read));
}
