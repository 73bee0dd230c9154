import { Skeleton } from '@mantine/core';

export function ConversationSkeleton() {
  return (
    <div role="status" aria-label="Loading the conversation" style={{ padding: 20, display: 'grid', gap: 20, alignContent: 'start' }}>
      <Skeleton height={22} width="50%" />
      <Skeleton height={90} width="70%" />
      <Skeleton height={70} width="60%" style={{ justifySelf: 'end' }} />
      <Skeleton height={110} width="70%" />
    </div>
  );
}
