package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The request is dealt with.
 *
 * @param readMessages the events of the customer's latest messages that the agent had before their eyes: routing may hear of these later
 *     than the agent did, and they ask for nothing any more
 */
@EventType("rapport.conversation-commands.resolve-conversation.v1")
public record ResolveConversation(
        CommandId commandId,
        ConversationId conversationId,
        AgentId by,
        @Nullable Long expectedVersion,
        Instant at,
        @Nullable List<UUID> readMessages)
        implements ConversationCommand {
    public ResolveConversation {
        readMessages = readMessages == null ? null : List.copyOf(readMessages);
    }
}
