package io.rapport.contracts.care;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CustomerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody apologised. */
@EventType("rapport.care.recovery-apologised.v1")
public record RecoveryApologised(
        CustomerId customerId,
        Instant at,
        UUID recoveryId,
        @Nullable AgentId by,
        boolean inTime,
        boolean sentToCustomer)
        implements CareEvent {}
