import { Skeleton } from '@mantine/core';

/** Grey lines where text will be; screen readers hear one word instead. */
export function Loading({ lines = 3, height = 14, label = 'Loading' }: { lines?: number; height?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} style={{ display: 'grid', gap: 10, padding: 16 }}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={height} width={line % 3 === 2 ? '60%' : '100%'} radius="sm" />
      ))}
    </div>
  );
}
