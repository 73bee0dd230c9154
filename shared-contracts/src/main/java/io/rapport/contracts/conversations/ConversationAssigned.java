package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;

/** An agent has it. */
@EventType("rapport.conversations.conversation-assigned.v1")
public record ConversationAssigned(
        ConversationId conversationId, long version, Instant at, AgentId agentId, Explanation explanation)
        implements ConversationEvent {}
