package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Hand it to another agent. */
@EventType("rapport.conversation-commands.transfer-conversation.v1")
public record TransferConversation(
        CommandId commandId,
        ConversationId conversationId,
        AgentId by,
        @Nullable Long expectedVersion,
        Instant at,
        AgentId toAgentId)
        implements ConversationCommand {}
