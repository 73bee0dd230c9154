import classes from './FlowBar.module.css';

/** How much came in and how much went out, as two lengths on one line. */
export function FlowBar({ inward, outward }: { inward: number; outward: number }) {
  const total = inward + outward;
  const share = total === 0 ? 50 : (inward / total) * 100;
  return (
    <div className={classes.flow}>
      <div className={classes.bar} aria-hidden>
        <span style={{ width: `${share}%`, background: 'var(--inward)' }} />
        <span style={{ width: `${100 - share}%`, background: 'var(--outward)' }} />
      </div>
      <p className={classes.words}>
        <span>
          <i style={{ background: 'var(--inward)' }} aria-hidden /> {inward} inward
        </span>
        <span>
          <i style={{ background: 'var(--outward)' }} aria-hidden /> {outward} outward
        </span>
      </p>
    </div>
  );
}
