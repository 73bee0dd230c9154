import { ActionIcon, Skeleton, Tooltip } from '@mantine/core';
import { ChartColumn, Table2 } from 'lucide-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Card } from '../ui/Page';
import { ChartTable } from './ChartTable';
import type { ChartSpec } from './options';
import classes from './Chart.module.css';

const EChart = lazy(() => import('./EChart'));

/** A chart in a card, with the same numbers as a table one click away. */
export function ChartCard({ title, note, spec }: { title: string; note?: ReactNode; spec: ChartSpec }) {
  const [asTable, setAsTable] = useState(false);
  const label = asTable ? 'Show as chart' : 'Show as table';
  const Icon = asTable ? ChartColumn : Table2;
  return (
    <Card
      title={title}
      note={note}
      aside={
        <Tooltip label={label}>
          <ActionIcon variant="subtle" color="gray" aria-label={`${label}: ${title}`} onClick={() => setAsTable(!asTable)}>
            <Icon size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      }
    >
      <div className={classes.frame}>
        {asTable ? (
          <ChartTable title={title} spec={spec} />
        ) : (
          <Suspense fallback={<Skeleton height={220} radius="md" />}>
            <EChart spec={spec} />
          </Suspense>
        )}
      </div>
    </Card>
  );
}
