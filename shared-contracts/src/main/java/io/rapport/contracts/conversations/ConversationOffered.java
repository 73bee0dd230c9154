package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;

/** It was offered to an agent, who has until then to accept. */
@EventType("rapport.conversations.conversation-offered.v1")
public record ConversationOffered(
        ConversationId conversationId,
        long version,
        Instant at,
        AgentId agentId,
        Instant expiresAt,
        Explanation explanation)
        implements ConversationEvent {}
