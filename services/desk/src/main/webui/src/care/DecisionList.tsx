import { useQuery } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { decisionsQuery } from '../api/queries';
import type { Decision } from '../api/types';
import { capitalised } from '../conversation/words';
import { Chip } from '../ui/Chip';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loading } from '../ui/Loading';
import { Card } from '../ui/Page';
import { RelativeTime } from '../ui/RelativeTime';
import classes from './DecisionList.module.css';

export function DecisionList() {
  const { data, error, isPending, refetch } = useQuery(decisionsQuery);
  return (
    <Card title="Attention budget" note="Every outward contact asks here first. Each yes and each no, and why.">
      {isPending && <Loading label="Loading decisions" />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState icon={Scale} title="No decisions yet">
          Resolve a conversation: the survey that follows has to ask first.
        </EmptyState>
      )}
      <ul className={classes.list}>
        {data?.map((decision, index) => <Item key={`${decision.at} ${decision.customerId} ${index}`} decision={decision} />)}
      </ul>
    </Card>
  );
}

function Item({ decision }: { decision: Decision }) {
  const granted = decision.decision === 'GRANTED';
  return (
    <li className={classes.decision}>
      <Chip tone={granted ? 'good' : 'warn'}>{granted ? 'Granted' : 'Withheld'}</Chip>
      <div className={classes.what}>
        <p>
          <strong>{capitalised(decision.purpose)}</strong> to {decision.customerName ?? 'a customer'}: {decision.reason}
        </p>
        <p className={classes.rule}>
          rule <code>{decision.rule}</code> · policy {decision.policyVersion}
        </p>
      </div>
      <RelativeTime at={decision.at} className={classes.time} />
    </li>
  );
}
