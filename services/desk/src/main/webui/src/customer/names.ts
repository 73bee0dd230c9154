import type { Summary } from '../api/types';

/** A person's name where it is known, else the address they wrote from. */
export function customerName(customer: Summary['customer']): string {
  return readable(customer.name ?? customer.address);
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

/** A visitor of the chat has an id and no address: a part of it is enough to tell two of them apart. */
export function readable(name: string): string {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name) ? `Visitor ${name.slice(0, 8)}` : name;
}
