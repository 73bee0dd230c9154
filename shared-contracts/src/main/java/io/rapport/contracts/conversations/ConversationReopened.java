package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The customer wrote again after it was resolved. */
@EventType("rapport.conversations.conversation-reopened.v1")
public record ConversationReopened(
        ConversationId conversationId,
        long version,
        Instant at,
        ThreadRef thread,
        CustomerId customerId,
        Party customer,
        @Nullable String subject,
        Instant firstReplyDueAt,
        Explanation explanation)
        implements ConversationEvent {}
