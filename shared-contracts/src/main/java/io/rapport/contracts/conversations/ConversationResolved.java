package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.Party;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The request was dealt with. */
@EventType("rapport.conversations.conversation-resolved.v1")
public record ConversationResolved(
        ConversationId conversationId,
        long version,
        Instant at,
        ThreadRef thread,
        CustomerId customerId,
        Party customer,
        @Nullable String subject,
        @Nullable AgentId agentId,
        Explanation explanation)
        implements ConversationEvent {}
