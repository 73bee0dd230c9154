package io.rapport.contracts.conversations;

import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What somebody asks of a conversation; answered by a {@link ConversationEvent}; key: conversation. */
public sealed interface ConversationCommand
        permits AcceptOffer,
                DeclineOffer,
                ClaimConversation,
                TransferConversation,
                ResolveConversation,
                SnoozeConversation {

    CommandId commandId();

    ConversationId conversationId();

    /** Who asks. */
    AgentId by();

    /** The version the asker saw; a command that depends on it is rejected when the conversation moved on. */
    @Nullable
    Long expectedVersion();

    Instant at();
}
