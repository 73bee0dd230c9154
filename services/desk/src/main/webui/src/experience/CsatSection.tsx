import { useQuery } from '@tanstack/react-query';
import { Star } from 'lucide-react';
import { useMemo } from 'react';
import { csatQuery } from '../api/queries';
import type { Csat } from '../api/types';
import { ChartCard } from '../charts/Chart';
import { Columns } from '../ui/Columns';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loading } from '../ui/Loading';
import { Card } from '../ui/Page';
import { csatByDay, csatDistribution } from './charts';
import { CsatFigure } from './CsatFigure';

export function CsatSection({ days }: { days: number }) {
  const { data, error, isPending, refetch } = useQuery(csatQuery(days));
  if (isPending) return <Loading lines={4} label="Loading customer satisfaction" />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} inline />;
  if (data.n === 0) {
    return (
      <Card title="Customer satisfaction">
        <EmptyState icon={Star} title={`No answers in ${days} days`}>
          Resolve a conversation: the customer is then asked how it went, and the answer counts here.
        </EmptyState>
      </Card>
    );
  }
  return <CsatCards csat={data} />;
}

function CsatCards({ csat }: { csat: Csat }) {
  const distribution = useMemo(() => csatDistribution(csat), [csat]);
  const byDay = useMemo(() => csatByDay(csat), [csat]);
  return (
    <>
      <CsatFigure csat={csat} />
      <Columns>
        <ChartCard title="Ratings" spec={distribution} />
        <ChartCard title="Answers by day" spec={byDay} />
      </Columns>
    </>
  );
}
