import type { ReactNode } from 'react';
import type { Tone } from './Chip';
import classes from './Tiles.module.css';

export function Tiles({ children }: { children: ReactNode }) {
  return <dl className={classes.tiles}>{children}</dl>;
}

export function Tile({ label, value, note, tone = 'plain' }: { label: string; value: ReactNode; note?: string; tone?: Tone }) {
  return (
    <div className={classes.tile} data-tone={tone}>
      <dt>{label}</dt>
      <dd className={classes.value}>{value}</dd>
      {note && <dd className={classes.note}>{note}</dd>}
    </div>
  );
}
