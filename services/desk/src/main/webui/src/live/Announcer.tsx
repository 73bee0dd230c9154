import { createContext, use, useCallback, useRef, useState, type ReactNode } from 'react';

const AnnounceContext = createContext<(sentence: string) => void>(() => undefined);

/** Says a sentence to screen readers without moving the focus. */
export const useAnnounce = () => use(AnnounceContext);

const spokenMillis = 4_000;

export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<{ id: number; sentence: string }[]>([]);
  const next = useRef(0);
  const announce = useCallback((sentence: string) => {
    next.current += 1;
    const id = next.current;
    // Each stays long enough to be spoken, then goes, so that nobody finds old news at the end of the page.
    setSaid((before) => [...before, { id, sentence }]);
    window.setTimeout(() => setSaid((now) => now.filter((each) => each.id !== id)), spokenMillis);
  }, []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="visually-hidden" role="log" aria-live="polite" aria-relevant="additions" aria-label="Announcements">
        {said.map(({ id, sentence }) => (
          <p key={id}>{sentence}</p>
        ))}
      </div>
    </AnnounceContext>
  );
}
