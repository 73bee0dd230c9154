import { ActionIcon, Loader } from '@mantine/core';
import { Paperclip, X } from 'lucide-react';
import { sizeWords } from './files';
import type { ChosenFile } from './useFiles';
import classes from './ChosenFiles.module.css';

/** The files that go with the reply being written. */
export function ChosenFiles({ files, onRemove }: { files: ChosenFile[]; onRemove: (key: string) => void }) {
  if (files.length === 0) return null;
  return (
    <ul className={classes.files} aria-label="Files of the reply">
      {files.map(({ key, name, size, stored, problem }) => (
        <li key={key} className={classes.file} data-problem={problem !== undefined}>
          {stored || problem ? <Paperclip size={14} aria-hidden /> : <Loader size={12} aria-label="Uploading" />}
          <span className={classes.name}>{name}</span>
          <span className={classes.size}>{sizeWords(size)}</span>
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={`Remove ${name}`} onClick={() => onRemove(key)}>
            <X size={14} aria-hidden />
          </ActionIcon>
          {problem && (
            <p role="alert" className={classes.problem}>
              {problem}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
