import { Anchor } from '@mantine/core';
import { Inbox } from 'lucide-react';
import type { Counts, Status, View } from '../api/types';
import { EmptyState } from '../ui/EmptyState';
import { customerSide } from './customerSide';

interface Props {
  view: View;
  status: Status;
  counts: Counts | undefined;
  show: (next: { view?: View; status?: Status }) => void;
}

export function EmptyList({ view, status, counts, show }: Props) {
  if (status === 'resolved') {
    return (
      <EmptyState icon={Inbox} title="Nothing resolved here">
        Conversations appear here once somebody resolves them.
      </EmptyState>
    );
  }
  if (counts && counts.all > 0) {
    const elsewhere: View = counts.unassigned > 0 && view === 'mine' ? 'unassigned' : 'all';
    const name = elsewhere === 'all' ? 'all open ones' : 'those nobody has taken';
    return (
      <EmptyState icon={Inbox} title={view === 'mine' ? 'Nothing is with you' : 'Nobody is waiting'}>
        {view === 'mine' ? 'Accept an offer, or look at ' : 'Everything has somebody. Look at '}
        <Anchor component="button" fz="inherit" onClick={() => show({ view: elsewhere })}>
          {name} ({counts[elsewhere]})
        </Anchor>
        .
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Inbox} title="No conversations yet">
      Write one as a customer at{' '}
      <a href={customerSide()} target="_blank" rel="noreferrer">
        {customerSide()}
      </a>
      .
    </EmptyState>
  );
}
