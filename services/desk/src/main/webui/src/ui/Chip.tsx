import type { ReactNode } from 'react';
import classes from './Chip.module.css';

export type Tone = 'plain' | 'accent' | 'good' | 'warn' | 'bad';

/** A small label for a state. The words carry the meaning; the colour only repeats it. */
export function Chip({ tone = 'plain', title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return (
    <span className={classes.chip} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
