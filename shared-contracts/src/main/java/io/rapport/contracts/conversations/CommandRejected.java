package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;

/** A command could not be carried out, and why. */
@EventType("rapport.conversations.command-rejected.v1")
public record CommandRejected(
        ConversationId conversationId, long version, Instant at, CommandId commandId, Explanation explanation)
        implements ConversationEvent {}
