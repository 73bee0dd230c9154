import type { Recovery } from '../api/types';

export function recoveryName(recovery: Recovery): string {
  return recovery.customerName ?? recovery.customerAddress ?? 'Unknown customer';
}

/** "Rated 2 of 5"; a scale may come as its highest value, as "1..5", or as its two ends. */
export function ratingOf({ rating, scale }: Recovery): string | undefined {
  if (rating === null) return undefined;
  const highest =
    typeof scale === 'object' && scale !== null ? String(scale.max) : (/\d+(?=\D*$)/.exec(String(scale ?? '')))?.[0];
  return highest ? `Rated ${rating} of ${highest}` : `Rated ${rating}`;
}
