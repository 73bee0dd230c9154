package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;

/** It moved from one agent to another. */
@EventType("rapport.conversations.conversation-transferred.v1")
public record ConversationTransferred(
        ConversationId conversationId,
        long version,
        Instant at,
        AgentId fromAgentId,
        AgentId toAgentId,
        Explanation explanation)
        implements ConversationEvent {}
