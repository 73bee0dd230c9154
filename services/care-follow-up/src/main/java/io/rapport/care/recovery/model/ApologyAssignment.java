package io.rapport.care.recovery.model;

import static java.util.Comparator.comparingInt;

import io.rapport.contracts.value.AgentId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who apologises: whoever was in the conversation, else the available person with the fewest apologies to make.
 *
 * <p>It remembers what it gave out, so that a batch is spread too.
 */
public final class ApologyAssignment {
    private final Map<AgentId, Candidate> candidates = new HashMap<>();
    private final Map<AgentId, Integer> given = new HashMap<>();

    /** Somebody who works here. */
    public record Candidate(AgentId id, boolean available, int openApologies) {}

    public ApologyAssignment(Collection<Candidate> active) {
        active.forEach(candidate -> candidates.put(candidate.id(), candidate));
    }

    /** Nobody when nobody is there; the recovery is then everybody's. */
    public @Nullable AgentId assign(@Nullable AgentId involved) {
        var chosen = involved != null && candidates.containsKey(involved) ? involved : leastLoaded();
        if (chosen != null) {
            given.merge(chosen, 1, Integer::sum);
        }
        return chosen;
    }

    private @Nullable AgentId leastLoaded() {
        return candidates.values().stream()
                .filter(Candidate::available)
                .min(comparingInt(this::load)
                        .thenComparing(candidate -> candidate.id().value()))
                .map(Candidate::id)
                .orElse(null);
    }

    private int load(Candidate candidate) {
        return candidate.openApologies() + given.getOrDefault(candidate.id(), 0);
    }
}
