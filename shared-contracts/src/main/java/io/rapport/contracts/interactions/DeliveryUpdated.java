package io.rapport.contracts.interactions;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CommandId;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.ThreadRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider told how far a message of ours got.
 *
 * @param direction always OUTWARD
 * @param failure why it failed when it did, and why it has to wait when its provider put it off (status QUEUED)
 */
@EventType("rapport.interactions.delivery-updated.v1")
public record DeliveryUpdated(
        ThreadRef thread,
        CustomerId customerId,
        Direction direction,
        CommandId commandId,
        @Nullable String providerMessageId,
        DeliveryStatus status,
        @Nullable DeliveryFailure failure,
        Instant at)
        implements InteractionEvent {}
