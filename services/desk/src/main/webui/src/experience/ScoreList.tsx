import { useQuery } from '@tanstack/react-query';
import { ChevronRight, TrendingUp } from 'lucide-react';
import { scoresQuery } from '../api/queries';
import type { Score } from '../api/types';
import { capitalised } from '../conversation/words';
import { Chip } from '../ui/Chip';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loading } from '../ui/Loading';
import { Card } from '../ui/Page';
import { RelativeTime } from '../ui/RelativeTime';
import { Contributions } from './Contributions';
import { bandTone } from './words';
import classes from './ScoreList.module.css';

export function ScoreList() {
  const { data, error, isPending, refetch } = useQuery(scoresQuery);
  return (
    <Card title="Experience scores" note="One per customer. Open a line to see what moved it.">
      {isPending && <Loading label="Loading scores" />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState icon={TrendingUp} title="No scores yet">
          A customer gets one with the first evidence, for example an answered survey.
        </EmptyState>
      )}
      <ul className={classes.list}>
        {data?.map((score) => (
          <li key={score.customerId}>
            <ScoreItem score={score} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The browser's own disclosure: keyboard and screen reader come with it. */
function ScoreItem({ score }: { score: Score }) {
  return (
    <details className={classes.item}>
      <summary>
        <ChevronRight size={16} aria-hidden className={classes.chevron} />
        <span className={classes.name}>{score.customerName ?? 'Unknown customer'}</span>
        {score.band && <Chip tone={bandTone(score.band)}>{capitalised(score.band)}</Chip>}
        <strong className={classes.score}>{Math.round(score.score)}</strong>
        <RelativeTime at={score.updatedAt} className={classes.time} />
      </summary>
      <div className={classes.detail}>
        <Contributions contributions={score.contributions} />
        <p className={classes.policy}>
          Policy {score.policyVersion}; {score.direction === 'HIGHER_IS_BETTER' ? 'higher is better' : 'lower is better'}
        </p>
      </div>
    </details>
  );
}
