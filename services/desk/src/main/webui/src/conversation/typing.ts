/** Tells while somebody writes: at once, again while it goes on, and once when it has ended. */
export interface TypingTeller {
  /** The text has changed. */
  wrote(text: string): void;
  stop(): void;
}

const againMillis = 3_000;
const idleMillis = 5_000;

export function typingTeller(tell: (typing: boolean) => void): TypingTeller {
  let told: number | undefined;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(idle);
    if (told === undefined) return;
    told = undefined;
    tell(false);
  };
  return {
    wrote(text) {
      if (text.trim() === '') {
        stop();
        return;
      }
      clearTimeout(idle);
      idle = setTimeout(stop, idleMillis);
      const now = Date.now();
      if (told !== undefined && now - told < againMillis) return;
      told = now;
      tell(true);
    },
    stop,
  };
}
