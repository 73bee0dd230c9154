package io.rapport.contracts.conversations;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The agent does not take the offer. */
@EventType("rapport.conversation-commands.decline-offer.v1")
public record DeclineOffer(
        CommandId commandId,
        ConversationId conversationId,
        AgentId by,
        @Nullable Long expectedVersion,
        Instant at) implements ConversationCommand {}
