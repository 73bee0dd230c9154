package io.rapport.contracts.care;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CustomerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The recovery is over. */
@EventType("rapport.care.recovery-closed.v1")
public record RecoveryClosed(
        CustomerId customerId,
        Instant at,
        UUID recoveryId,
        @Nullable AgentId by,
        boolean recovered,
        String note) implements CareEvent {}
