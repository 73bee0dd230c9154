import { createContext, use, useCallback, useRef, useState, type ReactNode } from 'react';

const AnnounceContext = createContext<(sentence: string) => void>(() => undefined);

/** Says a sentence to screen readers without moving the focus. */
export const useAnnounce = () => use(AnnounceContext);

export function Announcer({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState<{ id: number; sentence: string }[]>([]);
  const next = useRef(0);
  const announce = useCallback((sentence: string) => {
    next.current += 1;
    const id = next.current;
    // A few are kept, because a sentence that is replaced at once would not be spoken.
    setSaid((before) => [...before.slice(-3), { id, sentence }]);
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
