import { useLocalStorage, useHotkeys, type HotkeyItem } from '@mantine/hooks';

/** Single keys can get in the way of speech input, so whoever wants can turn them off. */
export function useSingleKeys() {
  return useLocalStorage({ key: 'rapport.single-keys', defaultValue: true, getInitialValueInEffect: false });
}

/** Shortcuts of one key: never while typing, never behind an open dialog, and never when turned off. */
export function useSingleKey(items: HotkeyItem[]) {
  const [enabled] = useSingleKeys();
  const free = () => document.querySelector('[aria-modal="true"]') === null;
  useHotkeys(
    enabled ? items.map(([key, act, options]): HotkeyItem => [key, (event) => free() && act(event), options]) : [],
  );
}

export const shortcuts: { keys: string[]; does: string }[] = [
  { keys: ['j', '↓'], does: 'Next conversation in the list' },
  { keys: ['k', '↑'], does: 'Previous conversation in the list' },
  { keys: ['Enter'], does: 'Open the conversation' },
  { keys: ['r'], does: 'Write a reply' },
  { keys: ['Ctrl Enter'], does: 'Send the reply' },
  { keys: ['Esc'], does: 'Leave the reply box, close a dialog' },
  { keys: ['?'], does: 'Show these shortcuts' },
];
