import { Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { conversationQuery } from '../api/queries';
import type { ConversationDetail, Summary } from '../api/types';
import { usePageTitle } from '../app/usePageTitle';
import { CustomerPanel } from '../customer/CustomerPanel';
import { customerName } from '../customer/names';
import { useIsWriting } from '../live/LiveProvider';
import { ErrorNotice } from '../ui/ErrorNotice';
import { BackToInbox } from './BackToInbox';
import { ConversationHeader } from './ConversationHeader';
import { ConversationSkeleton } from './ConversationSkeleton';
import { ReplyBox } from './ReplyBox';
import { Timeline } from './Timeline';
import { unconfirmed } from './timeline';
import { usePendingReplies } from './usePendingReplies';
import { subjectOf } from './words';
import classes from './ConversationPage.module.css';

export function ConversationPage() {
  const { id = '' } = useParams();
  const { data, error, refetch } = useQuery(conversationQuery(id));
  usePageTitle(data && subjectOf(data.conversation));

  if (data) return <Conversation key={id} detail={data} />;
  if (error) {
    return (
      <div>
        <BackToInbox />
        <ErrorNotice error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  return <ConversationSkeleton />;
}

function Conversation({ detail }: { detail: ConversationDetail }) {
  const { conversation, timeline } = detail;
  const wide = useMediaQuery('(min-width: 1200px)', true, { getInitialValueInEffect: false });
  const [panelOpen, panel] = useDisclosure(false);
  const replies = usePendingReplies(conversation.id);
  const { forgetConfirmed } = replies;
  useEffect(() => {
    forgetConfirmed((pending) => unconfirmed(timeline, pending));
  }, [timeline, forgetConfirmed]);

  return (
    <div className={classes.page}>
      <section className={classes.conversation} aria-label="Conversation">
        <ConversationHeader conversation={conversation} onShowCustomer={wide ? undefined : panel.open} />
        <Timeline
          conversation={conversation}
          entries={timeline}
          pending={replies.pending}
          onRetry={replies.retry}
          onDiscard={replies.discard}
        />
        <Writing conversation={conversation} />
        <ReplyBox conversation={conversation} channel={detail.channel} onSend={replies.send} />
      </section>
      {wide ? (
        <aside className={classes.panel} aria-label="Customer">
          <CustomerPanel conversation={conversation} />
        </aside>
      ) : (
        <Drawer
          opened={panelOpen}
          onClose={panel.close}
          position="right"
          size="min(360px, 100%)"
          title="Customer"
          closeButtonProps={{ 'aria-label': 'Close customer panel' }}
          styles={{ body: { padding: 0 } }}
        >
          <CustomerPanel conversation={conversation} />
        </Drawer>
      )}
    </div>
  );
}

/** That the customer is writing, where a channel tells. */
function Writing({ conversation }: { conversation: Summary }) {
  const writing = useIsWriting(conversation.threadId);
  return (
    <p role="status" className={classes.writing}>
      {writing && `${customerName(conversation.customer)} is writing …`}
    </p>
  );
}
