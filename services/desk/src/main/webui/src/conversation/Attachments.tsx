import { Download, FileText } from 'lucide-react';
import { useState } from 'react';
import { urlOf } from '../api/http';
import type { Attachment } from '../api/types';
import { isPicture, kindWords, sizeWords } from './files';
import classes from './Attachments.module.css';

interface Props {
  attachments: Attachment[];
  /** Where the desk has them; absent while it does not. */
  place: string | undefined;
}

/** The files of a message: pictures to look at, everything to save. */
export function Attachments({ attachments, place }: Props) {
  if (attachments.length === 0) return null;
  return (
    <ul className={classes.files} aria-label="Files">
      {attachments.map((file, index) => (
        <li key={`${index} ${file.contentId}`}>
          <File file={file} path={place && `${place}/files/${index}`} />
        </li>
      ))}
    </ul>
  );
}

function File({ file, path }: { file: Attachment; path: string | undefined }) {
  // What claims to be a picture and is none shows as any other file.
  const [broken, setBroken] = useState(false);
  const name = file.name ?? 'Unnamed file';
  const words = `${kindWords(file.mediaType)}, ${sizeWords(file.size)}`;
  const shown = path !== undefined && isPicture(file.mediaType) && !broken;
  return (
    <div className={classes.file}>
      {shown && (
        <a href={urlOf(path)} target="_blank" rel="noopener noreferrer" className={classes.picture}>
          <img src={urlOf(path)} alt={name} loading="lazy" onError={() => setBroken(true)} />
        </a>
      )}
      <div className={classes.line}>
        <FileText size={15} aria-hidden />
        <span className={classes.name}>{name}</span>
        <span className={classes.words}>{words}</span>
        {path && (
          <a href={urlOf(path, { download: 1 })} download={name} className={classes.save} aria-label={`Download ${name}`}>
            <Download size={15} aria-hidden />
          </a>
        )}
      </div>
    </div>
  );
}
