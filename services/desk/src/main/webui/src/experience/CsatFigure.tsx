import type { Csat } from '../api/types';
import { Card } from '../ui/Page';
import { IntervalBar } from './IntervalBar';
import classes from './CsatFigure.module.css';

/** The headline number, never without how sure we may be of it. */
export function CsatFigure({ csat }: { csat: Csat }) {
  const { value, interval, n, satisfied, scale, formulaId } = csat;
  return (
    <Card title="Customer satisfaction" note="Share of answered surveys that were satisfied (CSAT).">
      <div className={classes.figure}>
        <p className={classes.value}>
          {value === null ? 'none' : Math.round(value)}
          {value !== null && <span>%</span>}
        </p>
        <div className={classes.certainty}>
          <IntervalBar value={value} interval={interval} />
          {interval && <p className={classes.sentence}>{sentence(interval, n)}</p>}
        </div>
        <dl className={classes.facts}>
          <div>
            <dt>Answers (n)</dt>
            <dd>{n}</dd>
          </div>
          <div>
            <dt>Satisfied</dt>
            <dd>{satisfied}</dd>
          </div>
          <div>
            <dt>Scale</dt>
            <dd>
              {scale.min} to {scale.max}, satisfied from {scale.satisfiedFrom}
            </dd>
          </div>
          <div>
            <dt>Formula</dt>
            <dd>
              <code>{formulaId}</code>
            </dd>
          </div>
        </dl>
      </div>
    </Card>
  );
}

function sentence({ low, high, confidence }: NonNullable<Csat['interval']>, n: number): string {
  const sure = Math.round(confidence <= 1 ? confidence * 100 : confidence);
  const range = `Wilson interval: with ${sure} % confidence between ${Math.round(low)} % and ${Math.round(high)} %.`;
  return n < 30 ? `${range} Few answers yet, so do not read much into a change.` : range;
}
