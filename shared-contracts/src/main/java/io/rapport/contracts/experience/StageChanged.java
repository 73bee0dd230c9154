package io.rapport.contracts.experience;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import io.rapport.contracts.value.LifecyclePhase;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A customer entered another phase of life. */
@EventType("rapport.experience.stage-changed.v1")
public record StageChanged(
        CustomerId customerId, Instant at, @Nullable LifecyclePhase from, LifecyclePhase to, Explanation explanation)
        implements ExperienceEvent {}
