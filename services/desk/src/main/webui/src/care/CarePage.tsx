import { useQuery } from '@tanstack/react-query';
import { careSummaryQuery } from '../api/queries';
import { usePageTitle } from '../app/usePageTitle';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loading } from '../ui/Loading';
import { Page } from '../ui/Page';
import { CareCharts } from './CareCharts';
import { DecisionList } from './DecisionList';
import { RecoveryList } from './RecoveryList';
import { SummaryTiles } from './SummaryTiles';

export function CarePage() {
  usePageTitle('Care');
  const summary = useQuery(careSummaryQuery);
  return (
    <Page title="Care" intro="What went wrong and is being put right, and whom we contact on our own account.">
      {summary.isPending && <Loading lines={2} label="Loading the summary" />}
      {summary.error && <ErrorNotice error={summary.error} onRetry={() => void summary.refetch()} inline />}
      {summary.data && <SummaryTiles summary={summary.data} />}
      <RecoveryList />
      {summary.data && <CareCharts byDay={summary.data.byDay} />}
      <DecisionList />
    </Page>
  );
}
