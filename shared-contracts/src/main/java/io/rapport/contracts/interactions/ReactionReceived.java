package io.rapport.contracts.interactions;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer reacted to a message.
 *
 * @param direction always INWARD
 * @param emoji absent when the reaction was taken back
 */
@EventType("rapport.interactions.reaction-received.v1")
public record ReactionReceived(
        ThreadRef thread,
        CustomerId customerId,
        Direction direction,
        String providerMessageId,
        @Nullable String emoji,
        Instant at)
        implements InteractionEvent {}
