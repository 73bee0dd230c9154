import type { Presence } from '../api/types';
import classes from './PresenceDot.module.css';

export function PresenceDot({ presence }: { presence: Presence }) {
  return <span className={classes.dot} data-presence={presence} aria-hidden />;
}
