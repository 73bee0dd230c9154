package io.rapport.contracts.care;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;

/** Whether a care goal was met in a period. */
@EventType("rapport.care.care-goal-assessed.v1")
public record CareGoalAssessed(
        CustomerId customerId,
        Instant at,
        String goal,
        Instant from,
        Instant to,
        boolean met,
        double attained,
        double target,
        Explanation explanation)
        implements CareEvent {}
