import { Skeleton } from '@mantine/core';

export function ListSkeleton() {
  return (
    <div role="status" aria-label="Loading conversations">
      {Array.from({ length: 6 }, (_, row) => (
        <div key={row} style={{ display: 'grid', gap: 8, padding: '13px 16px' }}>
          <Skeleton height={13} width="45%" radius="sm" />
          <Skeleton height={12} width="80%" radius="sm" />
          <Skeleton height={12} width="95%" radius="sm" />
        </div>
      ))}
    </div>
  );
}
