import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { usePageTitle } from '../app/usePageTitle';
import { Page } from '../ui/Page';
import { BalanceSection } from './BalanceSection';
import { CsatSection } from './CsatSection';
import { ScoreList } from './ScoreList';

export function ExperiencePage() {
  usePageTitle('Experience');
  const [days, setDays] = useState(30);
  return (
    <Page
      title="Experience"
      intro="What customers say and what we infer, each number with its evidence."
      aside={
        <SegmentedControl
          size="xs"
          aria-label="Period"
          value={String(days)}
          onChange={(value) => setDays(Number(value))}
          data={[
            { value: '7', label: '7 days' },
            { value: '30', label: '30 days' },
            { value: '90', label: '90 days' },
          ]}
        />
      }
    >
      <CsatSection days={days} />
      <BalanceSection days={days} />
      <ScoreList />
    </Page>
  );
}
