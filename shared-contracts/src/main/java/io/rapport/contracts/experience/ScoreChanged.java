package io.rapport.contracts.experience;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A customer's experience score moved.
 *
 * @param score 0 to 100, higher is better
 * @param previous the score before, if there was one
 */
@EventType("rapport.experience.score-changed.v1")
public record ScoreChanged(
        CustomerId customerId,
        Instant at,
        double score,
        @Nullable Double previous,
        String band,
        String formulaId,
        List<Contribution> contributions,
        Explanation explanation)
        implements ExperienceEvent {
    public ScoreChanged {
        contributions = contributions == null ? List.of() : List.copyOf(contributions);
    }
}
