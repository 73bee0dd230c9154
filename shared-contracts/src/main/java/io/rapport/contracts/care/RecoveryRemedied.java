package io.rapport.contracts.care;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.AgentId;
import io.rapport.contracts.value.CustomerId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** It was made good. */
@EventType("rapport.care.recovery-remedied.v1")
public record RecoveryRemedied(
        CustomerId customerId,
        Instant at,
        UUID recoveryId,
        @Nullable AgentId by,
        String remedy) implements CareEvent {}
