package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The request is dealt with. */
@EventType("rapport.conversation-commands.resolve-conversation.v1")
public record ResolveConversation(
        CommandId commandId,
        ConversationId conversationId,
        AgentId by,
        @Nullable Long expectedVersion,
        Instant at) implements ConversationCommand {}
