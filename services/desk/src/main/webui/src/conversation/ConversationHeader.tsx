import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ArrowRightLeft, Check, Hand, UserRound } from 'lucide-react';
import type { Summary } from '../api/types';
import { customerName } from '../customer/names';
import { useSession } from '../session/useSession';
import { Chip } from '../ui/Chip';
import { ErrorNotice } from '../ui/ErrorNotice';
import { BackToInbox } from './BackToInbox';
import { FirstReplyClock } from './FirstReplyClock';
import { rightsOf } from './rights';
import { TransferDialog } from './TransferDialog';
import { useCommand } from './useCommand';
import { placeOf, stateTones, stateWords, subjectOf } from './words';
import classes from './ConversationHeader.module.css';

interface Props {
  conversation: Summary;
  onShowCustomer: (() => void) | undefined;
}

export function ConversationHeader({ conversation, onShowCustomer }: Props) {
  const me = useSession().account;
  const command = useCommand(conversation);
  const [transferring, transfer] = useDisclosure(false);
  const { state, assignee, customer, reason } = conversation;
  const mine = assignee?.id === me.id;
  const rights = rightsOf(conversation, me);
  const busy = command.waitingFor !== undefined;

  return (
    <div className={classes.header}>
      <div className={classes.top}>
        <BackToInbox />
        <div className={classes.words}>
          <h1 className={classes.subject}>{subjectOf(conversation)}</h1>
          <p className={classes.who}>
            {customerName(customer)} · {placeOf(conversation)}
          </p>
        </div>
        <div className={classes.actions}>
          {rights.claim && (
            <Button
              size="xs"
              leftSection={<Hand size={15} aria-hidden />}
              loading={command.waitingFor === 'CLAIM'}
              disabled={busy}
              onClick={() => command.send({ type: 'CLAIM' })}
            >
              Claim
            </Button>
          )}
          {rights.transfer && (
            <Button
              size="xs"
              variant="default"
              leftSection={<ArrowRightLeft size={15} aria-hidden />}
              loading={command.waitingFor === 'TRANSFER'}
              disabled={busy}
              onClick={transfer.open}
            >
              Transfer
            </Button>
          )}
          {rights.resolve && (
            <Button
              size="xs"
              variant="default"
              leftSection={<Check size={15} aria-hidden />}
              loading={command.waitingFor === 'RESOLVE'}
              disabled={busy}
              onClick={() => command.send({ type: 'RESOLVE' })}
            >
              Resolve
            </Button>
          )}
          {onShowCustomer && (
            <Tooltip label="Customer">
              <ActionIcon variant="default" size={30} aria-label="Customer" onClick={onShowCustomer}>
                <UserRound size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      </div>
      <div className={classes.state}>
        {state === 'ASSIGNED' && assignee ? (
          <Chip tone={mine ? 'accent' : 'plain'}>Assigned to {mine ? 'you' : assignee.name}</Chip>
        ) : (
          <Chip tone={stateTones[state]}>{stateWords[state]}</Chip>
        )}
        <FirstReplyClock conversation={conversation} />
        {reason && <span className={classes.reason}>{reason}</span>}
      </div>
      {command.error && <ErrorNotice error={command.error} inline />}
      <TransferDialog
        opened={transferring}
        onClose={transfer.close}
        conversation={conversation}
        onTransfer={(toAgentId) => command.send({ type: 'TRANSFER', toAgentId })}
      />
    </div>
  );
}
