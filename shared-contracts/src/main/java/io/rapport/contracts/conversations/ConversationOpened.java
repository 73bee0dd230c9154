package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A first message opened a conversation.
 *
 * @param firstReplyDueAt when the first-reply clock runs out
 */
@EventType("rapport.conversations.conversation-opened.v1")
public record ConversationOpened(
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
