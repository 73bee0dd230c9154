package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;

/** Nobody could take it yet; it waits, oldest first. */
@EventType("rapport.conversations.conversation-queued.v1")
public record ConversationQueued(ConversationId conversationId, long version, Instant at, Explanation explanation)
        implements ConversationEvent {}
