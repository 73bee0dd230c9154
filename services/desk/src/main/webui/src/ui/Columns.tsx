import type { ReactNode } from 'react';
import classes from './Columns.module.css';

/** Cards beside each other where there is room for them. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={classes.columns}>{children}</div>;
}
