import { Button, Textarea } from '@mantine/core';
import { SendHorizontal } from 'lucide-react';
import { useMemo, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import type { Summary } from '../api/types';
import { useSingleKey } from '../app/keyboard';
import { customerName } from '../customer/names';
import { useSession } from '../session/useSession';
import { draftsOf } from './drafts';
import { rightsOf } from './rights';
import { channelWords } from './words';
import classes from './ReplyBox.module.css';

interface Props {
  conversation: Summary;
  onSend: (text: string) => void;
}

export function ReplyBox({ conversation, onSend }: Props) {
  const { account } = useSession();
  const drafts = useMemo(() => draftsOf(account.id, window.localStorage), [account.id]);
  const [text, setText] = useState(() => drafts.read(conversation.id));
  const box = useRef<HTMLTextAreaElement>(null);
  useSingleKey([['r', () => box.current?.focus()]]);

  const { noReply: refusal, replyHint } = rightsOf(conversation, account);
  const empty = text.trim() === '';
  const write = (next: string) => {
    setText(next);
    drafts.write(conversation.id, next);
  };
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (empty || refusal) return;
    onSend(text.trim());
    write('');
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
    if (event.key === 'Escape') box.current?.blur();
  };
  return (
    <form className={classes.box} onSubmit={send}>
      <Textarea
        ref={box}
        aria-label="Reply"
        aria-describedby="reply-hint"
        placeholder={`Reply to ${customerName(conversation.customer)} by ${channelWords[conversation.channel].toLowerCase()}`}
        autosize
        minRows={2}
        maxRows={12}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        classNames={{ input: classes.input }}
      />
      <div className={classes.foot}>
        <p id="reply-hint" className={classes.hint} data-refusal={refusal !== undefined}>
          {refusal ?? replyHint ?? (empty ? 'Ctrl Enter sends' : 'Draft kept on this device. Ctrl Enter sends')}
        </p>
        <Button
          type="submit"
          size="sm"
          disabled={empty || refusal !== undefined}
          rightSection={<SendHorizontal size={15} aria-hidden />}
        >
          Send reply
        </Button>
      </div>
    </form>
  );
}
