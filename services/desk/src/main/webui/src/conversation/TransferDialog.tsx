import { Button, Group, Modal, Radio } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { agentsQuery } from '../api/queries';
import type { Summary } from '../api/types';
import { presenceWords } from '../session/presence';
import { PresenceDot } from '../session/PresenceDot';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Loading } from '../ui/Loading';
import classes from './TransferDialog.module.css';

interface Props {
  opened: boolean;
  onClose: () => void;
  conversation: Summary;
  onTransfer: (toAgentId: string) => void;
}

export function TransferDialog({ opened, onClose, conversation, onTransfer }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Transfer the conversation">
      <TransferForm
        conversation={conversation}
        onCancel={onClose}
        onTransfer={(toAgentId) => {
          onTransfer(toAgentId);
          onClose();
        }}
      />
    </Modal>
  );
}

function TransferForm({ conversation, onCancel, onTransfer }: Omit<Props, 'opened' | 'onClose'> & { onCancel: () => void }) {
  const { data, error, refetch, isPending } = useQuery({ ...agentsQuery, staleTime: 0 });
  const [chosen, setChosen] = useState<string | null>(null);
  const order = { AVAILABLE: 0, AWAY: 1, OFFLINE: 2 };
  const agents = (data ?? [])
    .filter(({ id }) => id !== conversation.assignee?.id)
    .sort((a, b) => order[a.presence] - order[b.presence] || a.openConversations - b.openConversations);

  if (isPending) return <Loading />;
  if (error) return <ErrorNotice error={error} onRetry={() => void refetch()} inline />;
  if (agents.length === 0) return <p>There is nobody else to hand this conversation to.</p>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) onTransfer(chosen);
      }}
    >
      <Radio.Group value={chosen} onChange={setChosen} label="To whom?">
        <div className={classes.agents}>
          {agents.map((agent) => (
            <Radio.Card key={agent.id} value={agent.id} className={classes.agent} aria-label={agent.displayName}>
              <Radio.Indicator size="sm" />
              <span className={classes.name}>{agent.displayName}</span>
              <span className={classes.load}>{agent.openConversations} open</span>
              <span className={classes.presence}>
                <PresenceDot presence={agent.presence} /> {presenceWords[agent.presence]}
              </span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" disabled={!chosen}>
          Hand over
        </Button>
      </Group>
    </form>
  );
}
