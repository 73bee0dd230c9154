package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The first public reply since opening or reopening went out. */
@EventType("rapport.conversations.first-reply-given.v1")
public record FirstReplyGiven(
        ConversationId conversationId,
        long version,
        Instant at,
        Instant dueAt,
        boolean inTime,
        @Nullable AgentId agentId)
        implements ConversationEvent {}
