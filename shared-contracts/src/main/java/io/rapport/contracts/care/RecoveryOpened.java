package io.rapport.contracts.care;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Something went wrong for a customer and is to be made good. */
@EventType("rapport.care.recovery-opened.v1")
public record RecoveryOpened(
        CustomerId customerId,
        Instant at,
        UUID recoveryId,
        @Nullable ConversationId conversationId,
        @Nullable ThreadRef thread,
        String cause,
        Instant apologyDueAt,
        @Nullable AgentId assignee,
        Explanation explanation)
        implements CareEvent {}
