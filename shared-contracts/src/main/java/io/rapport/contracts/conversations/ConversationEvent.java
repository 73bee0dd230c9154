package io.rapport.contracts.conversations;

import io.rapport.contracts.value.ConversationId;
import java.time.Instant;

/** What routing decided about a conversation, and why; key: conversation. */
public sealed interface ConversationEvent
        permits ConversationOpened,
                ConversationContinued,
                ConversationQueued,
                ConversationOffered,
                OfferDeclined,
                ConversationAssigned,
                ConversationTransferred,
                ConversationSnoozed,
                ConversationResolved,
                ConversationReopened,
                FirstReplyGiven,
                SlaWarned,
                SlaBreached,
                CommandRejected {

    ConversationId conversationId();

    /** Grows by one with every event of the conversation, from 1. */
    long version();

    Instant at();
}
