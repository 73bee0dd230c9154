package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;

/** It sleeps until then or until the customer writes. */
@EventType("rapport.conversations.conversation-snoozed.v1")
public record ConversationSnoozed(
        ConversationId conversationId, long version, Instant at, Instant until, Explanation explanation)
        implements ConversationEvent {}
