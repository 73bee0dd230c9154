package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The agent takes the offer. */
@EventType("rapport.conversation-commands.accept-offer.v1")
public record AcceptOffer(
        CommandId commandId,
        ConversationId conversationId,
        AgentId by,
        @Nullable Long expectedVersion,
        Instant at) implements ConversationCommand {}
