package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Wake it then. */
@EventType("rapport.conversation-commands.snooze-conversation.v1")
public record SnoozeConversation(
        CommandId commandId,
        ConversationId conversationId,
        AgentId by,
        @Nullable Long expectedVersion,
        Instant at,
        Instant until)
        implements ConversationCommand {}
