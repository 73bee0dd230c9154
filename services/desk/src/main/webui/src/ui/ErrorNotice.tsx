import { Button } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { wordsFor } from '../api/problem';
import classes from './Notices.module.css';

interface Props {
  error: unknown;
  onRetry?: () => void;
  inline?: boolean;
}

export function ErrorNotice({ error, onRetry, inline = false }: Props) {
  return (
    <div role="alert" className={inline ? `${classes.error} ${classes.inline}` : classes.error}>
      <TriangleAlert size={18} aria-hidden />
      <p>{wordsFor(error)}</p>
      {onRetry && (
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
