import { useState } from 'react';
import { upload } from '../api/http';
import { newId } from '../api/newId';
import { wordsFor } from '../api/problem';
import type { Attachment, ChannelCapabilities } from '../api/types';
import { sizeWords } from './files';

/** A file somebody wants to send: on its way to the desk, there, or refused. */
export interface ChosenFile {
  key: string;
  name: string;
  size: number;
  stored?: Attachment;
  problem?: string;
}

/** The files of the reply being written; they are kept as long as the page is. */
export function useFiles(conversationId: string, limits: ChannelCapabilities['files']) {
  const [files, setFiles] = useState<ChosenFile[]>([]);

  const change = (key: string, change: Partial<ChosenFile>) =>
    setFiles((all) => all.map((file) => (file.key === key ? { ...file, ...change } : file)));

  const add = (chosen: File[]) => {
    for (const file of chosen) {
      const key = newId();
      const problem = tooLarge(file, limits);
      setFiles((all) => [...all, { key, name: file.name, size: file.size, problem }]);
      if (problem !== undefined) continue;
      upload<Attachment>(`/conversations/${encodeURIComponent(conversationId)}/files`, file).then(
        (stored) => change(key, { stored }),
        (error: unknown) => change(key, { problem: wordsFor(error) }),
      );
    }
  };
  return {
    files,
    /** Those the desk has. */
    stored: files.flatMap(({ stored }) => (stored ? [stored] : [])),
    /** Whether nothing is on its way or refused. */
    ready: files.every(({ stored }) => stored !== undefined),
    /** Why nothing can be sent until somebody does something about a file. */
    trouble: files.some(({ problem }) => problem !== undefined) ? 'A file cannot be sent. Remove it first.' : undefined,
    add,
    remove: (key: string) => setFiles((all) => all.filter((file) => file.key !== key)),
    clear: () => setFiles([]),
  };
}

/** Said before a large file travels for nothing; the desk checks again. */
function tooLarge(file: File, limits: ChannelCapabilities['files']): string | undefined {
  if (!limits || file.size <= limits.maxBytes) return undefined;
  return `It takes ${sizeWords(file.size)}, and this channel carries at most ${sizeWords(limits.maxBytes)} a file.`;
}
