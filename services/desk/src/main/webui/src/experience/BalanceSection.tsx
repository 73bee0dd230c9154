import { useQuery } from '@tanstack/react-query';
import { ArrowLeftRight } from 'lucide-react';
import { useMemo } from 'react';
import { balanceQuery } from '../api/queries';
import type { Balance } from '../api/types';
import { ChartCard } from '../charts/Chart';
import { EmptyState } from '../ui/EmptyState';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loading } from '../ui/Loading';
import { Card } from '../ui/Page';
import { flowByDay } from './charts';

export function BalanceSection({ days }: { days: number }) {
  const { data, error, isPending, refetch } = useQuery(balanceQuery(days));
  if (isPending) return <Loading lines={4} label="Loading the balance" />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} inline />;
  if (data.inward + data.outward === 0) {
    return (
      <Card title="Balance of inward and outward">
        <EmptyState icon={ArrowLeftRight} title={`No contact in ${days} days`}>
          Every message counts here, in either direction.
        </EmptyState>
      </Card>
    );
  }
  return <BalanceCard balance={data} />;
}

function BalanceCard({ balance }: { balance: Balance }) {
  const spec = useMemo(() => flowByDay(balance), [balance]);
  const { inward, outward, index, formulaId } = balance;
  const note = (
    <>
      {inward} inward, {outward} outward
      {index === null ? '' : `, index ${index.toFixed(2)}`} · <code>{formulaId}</code>
    </>
  );
  return <ChartCard title="Balance of inward and outward" note={note} spec={spec} />;
}
