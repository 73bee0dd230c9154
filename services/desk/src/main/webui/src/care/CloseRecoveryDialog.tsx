import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { newId } from '../api/newId';
import type { Recovery } from '../api/types';
import { ErrorNotice } from '../ui/ErrorNotice';
import { useClosing } from './useRecovery';
import { recoveryName } from './words';
import classes from './Dialogs.module.css';

type Outcome = 'RECOVERED' | 'NOT_RECOVERED';

export function CloseRecoveryDialog({ recovery, onDone }: { recovery: Recovery; onDone: () => void }) {
  const closing = useClosing();
  const [id] = useState(newId);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [note, setNote] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (outcome) closing.mutate({ recovery, id, change: { outcome, note: note.trim() } }, { onSuccess: onDone });
  };
  return (
    <Modal opened onClose={onDone} title={`How did it end with ${recoveryName(recovery)}?`}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {!recovery.apology.givenAt && (
            <p className={classes.warning}>No apology has been given. It stays on record that there was none.</p>
          )}
          <Radio.Group label="Outcome" value={outcome} onChange={(value) => setOutcome(value)}>
            <Stack gap={6} mt={6}>
              <Radio value="RECOVERED" label="Recovered" />
              <Radio value="NOT_RECOVERED" label="Not recovered" />
            </Stack>
          </Radio.Group>
          <Textarea
            label="Note"
            description="What was done, and what we learn from it."
            autosize
            minRows={3}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          {closing.error && <ErrorNotice error={closing.error} inline />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onDone}>
              Cancel
            </Button>
            <Button type="submit" loading={closing.isPending} disabled={!outcome}>
              Save outcome
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
