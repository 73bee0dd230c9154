package io.rapport.contracts.care;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.ConversationId;
import io.rapport.contracts.value.CustomerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody promised something by then. */
@EventType("rapport.care.promise-made.v1")
public record PromiseMade(
        CustomerId customerId,
        Instant at,
        UUID promiseId,
        @Nullable ConversationId conversationId,
        String promise,
        Instant dueAt,
        @Nullable AgentId owner)
        implements CareEvent {}
