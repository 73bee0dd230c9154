import { useQuery } from '@tanstack/react-query';
import { customerScoreQuery } from '../api/queries';
import { bandTone } from '../experience/words';
import { Contributions } from '../experience/Contributions';
import { capitalised } from '../conversation/words';
import { Chip } from '../ui/Chip';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loading } from '../ui/Loading';
import classes from './CustomerScore.module.css';

export function CustomerScore({ customerId }: { customerId: string }) {
  const { data: score, error, isPending, refetch } = useQuery(customerScoreQuery(customerId));
  if (isPending) return <Loading lines={2} label="Loading the score" />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} inline />;
  if (score === null) {
    return <p className={classes.none}>Not enough evidence for a score yet. An answered survey is the first.</p>;
  }
  return (
    <>
      <p className={classes.score}>
        <strong className="numbers">{Math.round(score.score)}</strong>
        {score.band && <Chip tone={bandTone(score.band)}>{capitalised(score.band)}</Chip>}
        <span className={classes.policy}>policy {score.policyVersion}</span>
      </p>
      <Contributions contributions={score.contributions} />
    </>
  );
}
