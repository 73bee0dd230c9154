import classes from './Shell.module.css';

export function Brand({ size = 24 }: { size?: number }) {
  return (
    <span className={classes.brand} style={{ fontSize: size * 0.68 }}>
      <img src="/favicon.svg" width={size} height={size} alt="" />
      <span className={classes.brandName}>Rapport</span>
    </span>
  );
}
