import { initials } from '../customer/names';
import classes from './Initials.module.css';

/** A person as two letters; the name always stands beside it, so it is decoration. */
export function Initials({ name, size = 32 }: { name: string; size?: number }) {
  return (
    <span
      className={classes.initials}
      style={{ width: size, height: size, fontSize: size * 0.38 }}
      data-initials={initials(name)}
      aria-hidden
    />
  );
}
