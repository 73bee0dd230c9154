package io.rapport.care.recovery.model;

import io.rapport.contracts.value.AgentId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far a recovery has come. */
public sealed interface RecoveryState {

    /** The apology that was made. */
    record Apology(UUID requestId, AgentId by, String text, boolean sentToCustomer, Instant at) {}

    /** The apology is owed. */
    record Open() implements RecoveryState {}

    /** We apologised; it is not made good yet. */
    record Apologised(Apology apology) implements RecoveryState {}

    /** It is over. */
    record Closed(@Nullable Apology apology, UUID requestId, AgentId by, boolean recovered, String note, Instant at)
            implements RecoveryState {}
}
