import { expect, test } from 'vitest';
import { draftsOf } from './drafts';

class MemoryStorage implements Storage {
  private readonly items = new Map<string, string>();
  get length() {
    return this.items.size;
  }
  clear = () => this.items.clear();
  key = (index: number) => [...this.items.keys()][index] ?? null;
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

test('shouldKeepADraftPerConversationAndAccount', () => {
  const storage = new MemoryStorage();
  draftsOf('ada', storage).write('c1', 'Dear Lara');
  expect(draftsOf('ada', storage).read('c1')).toBe('Dear Lara');
  expect(draftsOf('ada', storage).read('c2')).toBe('');
  expect(draftsOf('ben', storage).read('c1')).toBe('');
});

test('shouldLeaveNothingBehindWhenTheDraftIsEmptied', () => {
  const storage = new MemoryStorage();
  draftsOf('ada', storage).write('c1', 'Dear');
  draftsOf('ada', storage).write('c1', '');
  expect(storage).toHaveLength(0);
});

test('shouldGoOnWhenStorageIsFull', () => {
  const storage = new MemoryStorage();
  storage.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  expect(() => draftsOf('ada', storage).write('c1', 'Dear Lara')).not.toThrow();
});
