import { Button, Checkbox, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { newId } from '../api/newId';
import type { Recovery } from '../api/types';
import { ErrorNotice } from '../ui/ErrorNotice';
import { useApology } from './useRecovery';
import { recoveryName } from './words';
import classes from './Dialogs.module.css';

export function ApologiseDialog({ recovery, onDone }: { recovery: Recovery; onDone: () => void }) {
  const apology = useApology();
  // One id for one dialog, so that trying again after a lost answer does not apologise twice.
  const [id] = useState(newId);
  const [text, setText] = useState('');
  const [sendToCustomer, setSend] = useState(true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    apology.mutate({ recovery, id, change: { text: text.trim(), sendToCustomer } }, { onSuccess: onDone });
  };
  return (
    <Modal opened onClose={onDone} title={`Apologise to ${recoveryName(recovery)}`} size="lg">
      <form onSubmit={submit}>
        <Stack gap="md">
          <div className={classes.what}>
            <p>{recovery.cause}</p>
            {recovery.comment && <blockquote>{recovery.comment}</blockquote>}
          </div>
          <Textarea
            label="Apology"
            description="Say what went wrong, own it, and say what happens next."
            data-autofocus
            autosize
            minRows={5}
            maxRows={14}
            required
            withAsterisk={false}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Checkbox
            label="Send to the customer"
            description="Leave it off if you apologised in person or by telephone; then it is only recorded."
            checked={sendToCustomer}
            onChange={(event) => setSend(event.currentTarget.checked)}
          />
          {apology.error && <ErrorNotice error={apology.error} inline />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onDone}>
              Cancel
            </Button>
            <Button type="submit" loading={apology.isPending} disabled={text.trim() === ''}>
              {sendToCustomer ? 'Send apology' : 'Record apology'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
