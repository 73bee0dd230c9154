import { useMemo } from 'react';
import type { CareSummary } from '../api/types';
import { ChartCard } from '../charts/Chart';
import type { ChartSpec } from '../charts/options';
import { Columns } from '../ui/Columns';
import { shortDay } from '../ui/time';

export function CareCharts({ byDay }: { byDay: CareSummary['byDay'] }) {
  const { contacts, recoveries } = useMemo(() => specsOf(byDay), [byDay]);
  if (byDay.length === 0) return null;
  return (
    <Columns>
      <ChartCard title="Outward contacts by day" spec={contacts} />
      <ChartCard title="Recoveries by day" spec={recoveries} />
    </Columns>
  );
}

function specsOf(byDay: CareSummary['byDay']): { contacts: ChartSpec; recoveries: ChartSpec } {
  const categories = byDay.map(({ date }) => shortDay(date));
  const granted = byDay.map((day) => day.granted);
  const withheld = byDay.map((day) => day.withheld);
  const opened = byDay.map((day) => day.recoveriesOpened);
  const closed = byDay.map((day) => day.recoveriesClosed);
  return {
    contacts: {
      summary: `Of the outward contacts asked for in ${byDay.length} days, ${sum(granted)} were granted and ${sum(withheld)} withheld.`,
      categoryName: 'Day',
      categories,
      series: [
        { name: 'Granted', kind: 'bar', color: 'outward', values: granted, stack: 'contacts' },
        { name: 'Withheld', kind: 'bar', color: 'withheld', values: withheld, stack: 'contacts' },
      ],
    },
    recoveries: {
      summary: `In ${byDay.length} days ${sum(opened)} recoveries were opened and ${sum(closed)} closed.`,
      categoryName: 'Day',
      categories,
      series: [
        { name: 'Opened', kind: 'bar', color: 'negative', values: opened },
        { name: 'Closed', kind: 'bar', color: 'positive', values: closed },
      ],
    },
  };
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
