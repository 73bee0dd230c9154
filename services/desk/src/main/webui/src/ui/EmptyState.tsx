import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './Notices.module.css';

/** Says that there is nothing, and what to do about it. */
export function EmptyState({ icon: Icon, title, children }: { icon: LucideIcon; title: string; children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <Icon size={28} strokeWidth={1.5} aria-hidden />
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.words}>{children}</div>}
    </div>
  );
}
