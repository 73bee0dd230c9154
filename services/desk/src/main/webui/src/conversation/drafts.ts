/** What somebody began to write, kept in this browser until it is sent; each account has its own. */
export interface Drafts {
  read(conversationId: string): string;
  write(conversationId: string, text: string): void;
}

export function draftsOf(accountId: string, storage: Storage): Drafts {
  const key = (conversationId: string) => `rapport.draft.${accountId}.${conversationId}`;
  return {
    read: (conversationId) => storage.getItem(key(conversationId)) ?? '',
    write(conversationId, text) {
      try {
        if (text === '') storage.removeItem(key(conversationId));
        else storage.setItem(key(conversationId), text);
      } catch {
        // Storage may be full or forbidden; the text still stands in the box.
      }
    },
  };
}
