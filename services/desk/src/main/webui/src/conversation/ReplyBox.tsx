import { ActionIcon, Button, FileButton, Textarea, Tooltip } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Paperclip, SendHorizontal } from 'lucide-react';
import { useEffect, useMemo, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { previewQuery, tellTyping } from '../api/queries';
import type { Attachment, ChannelCapabilities, Summary } from '../api/types';
import { useSingleKey } from '../app/keyboard';
import { customerName } from '../customer/names';
import { useSession } from '../session/useSession';
import { useNow } from '../ui/useNow';
import { ChosenFiles } from './ChosenFiles';
import { draftsOf } from './drafts';
import { rightsOf } from './rights';
import { isWorthAsking, previewWords } from './sending';
import { typingTeller } from './typing';
import { useFiles } from './useFiles';
import { replyWay } from './words';
import classes from './ReplyBox.module.css';

interface Props {
  conversation: Summary;
  channel: ChannelCapabilities | null;
  onSend: (text: string, attachments: Attachment[]) => void;
}

const pauseMillis = 250;

export function ReplyBox({ conversation, channel, onSend }: Props) {
  const { account } = useSession();
  const drafts = useMemo(() => draftsOf(account.id, window.localStorage), [account.id]);
  const [text, setText] = useState(() => drafts.read(conversation.id));
  const box = useRef<HTMLTextAreaElement>(null);
  useSingleKey([['r', () => box.current?.focus()]]);

  const now = useNow();
  const files = useFiles(conversation.id, channel?.files ?? null);
  const [settled] = useDebouncedValue(text.trim(), pauseMillis);
  const preview = useQuery({
    ...previewQuery(conversation.id, settled, files.stored),
    enabled: isWorthAsking(channel, settled, files.stored.length),
  }).data;

  const { noReply, replyHint } = rightsOf(conversation, account);
  const refusal = noReply ?? preview?.refused?.why ?? files.trouble;
  const empty = text.trim() === '';
  const blocked = empty || refusal !== undefined || !files.ready;
  const teller = useMemo(() => typingTeller((typing) => tellTyping(conversation.id, typing)), [conversation.id]);
  useEffect(() => () => teller.stop(), [teller]);
  const write = (next: string) => {
    setText(next);
    if (conversation.channel === 'CHAT' && noReply === undefined) teller.wrote(next);
    drafts.write(conversation.id, next);
  };
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (blocked) return;
    onSend(text.trim(), files.stored);
    write('');
    files.clear();
    box.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
    if (event.key === 'Escape') box.current?.blur();
  };
  const facts = preview ? previewWords(preview, !empty, now) : [];
  const keys = empty ? 'Ctrl Enter sends' : 'Draft kept on this device. Ctrl Enter sends';
  return (
    <form className={classes.box} onSubmit={send}>
      <Textarea
        ref={box}
        aria-label="Reply"
        aria-describedby="reply-hint"
        placeholder={`Reply to ${customerName(conversation.customer)} ${replyWay(conversation)}`}
        autosize
        minRows={2}
        maxRows={12}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        classNames={{ input: classes.input }}
      />
      <ChosenFiles files={files.files} onRemove={files.remove} />
      <div className={classes.foot}>
        <p id="reply-hint" className={classes.hint} data-refusal={refusal !== undefined}>
          {refusal ?? (facts.length > 0 ? `${facts.join('. ')}.` : (replyHint ?? keys))}
        </p>
        {channel?.files && noReply === undefined && (
          <FileButton multiple onChange={files.add} accept={channel.files.mediaTypes.join(',') || undefined}>
            {(props) => (
              <Tooltip label="Attach files">
                <ActionIcon {...props} variant="default" size={34} aria-label="Attach files">
                  <Paperclip size={16} aria-hidden />
                </ActionIcon>
              </Tooltip>
            )}
          </FileButton>
        )}
        <Button
          type="submit"
          size="sm"
          disabled={blocked}
          rightSection={<SendHorizontal size={15} aria-hidden />}
        >
          Send reply
        </Button>
      </div>
    </form>
  );
}
