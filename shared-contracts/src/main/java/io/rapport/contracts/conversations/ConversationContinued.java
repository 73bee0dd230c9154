package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;

/** A further message arrived while the conversation was open. */
@EventType("rapport.conversations.conversation-continued.v1")
public record ConversationContinued(
        ConversationId conversationId,
        long version,
        Instant at,
        ThreadRef thread,
        CustomerId customerId,
        Explanation explanation)
        implements ConversationEvent {}
