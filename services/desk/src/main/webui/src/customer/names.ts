import type { Summary } from '../api/types';

/** A person's name where it is known, else the address they wrote from. */
export function customerName(customer: Summary['customer']): string {
  return customer.name ?? customer.address;
}

export function initials(name: string): string {
  const words = name
    .replace(/@.*$/, '')
    .split(/[\s._-]+/)
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  return letters
    .map((word) => [...(word ?? '?')][0] ?? '?')
    .join('')
    .toUpperCase();
}
