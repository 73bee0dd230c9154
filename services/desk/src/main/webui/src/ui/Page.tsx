import type { ReactNode } from 'react';
import classes from './Page.module.css';

/** A page that scrolls as a whole: a heading, what belongs beside it, and the content. */
export function Page({ title, intro, aside, children }: { title: string; intro: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>{title}</h1>
          <p className={classes.intro}>{intro}</p>
        </div>
        {aside}
      </header>
      {children}
    </div>
  );
}

export function Card({ title, note, aside, children }: { title: string; note?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.card} aria-label={title}>
      <header className={classes.cardHead}>
        <div>
          <h2 className={classes.cardTitle}>{title}</h2>
          {note && <p className={classes.note}>{note}</p>}
        </div>
        {aside}
      </header>
      {children}
    </section>
  );
}
