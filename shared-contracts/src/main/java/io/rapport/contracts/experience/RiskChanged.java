package io.rapport.contracts.experience;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The risk of losing a customer changed.
 *
 * @param risk 0 to 1, higher is worse
 */
@EventType("rapport.experience.risk-changed.v1")
public record RiskChanged(
        CustomerId customerId,
        Instant at,
        double risk,
        @Nullable Double previous,
        Explanation explanation) implements ExperienceEvent {}
