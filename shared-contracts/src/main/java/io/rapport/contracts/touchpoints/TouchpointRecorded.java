package io.rapport.contracts.touchpoints;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Direction;
import io.rapport.contracts.value.LifecyclePhase;
import java.time.Instant;
import java.util.Map;

/** A visit, purchase, delivery, call, store visit or use of the product, from any department. */
@EventType("rapport.touchpoints.touchpoint-recorded.v1")
public record TouchpointRecorded(
        CustomerId customerId,
        Direction direction,
        LifecyclePhase phase,
        String kind,
        String department,
        Instant occurredAt,
        Map<String, String> details)
        implements TouchpointEvent {
    public TouchpointRecorded {
        details = details == null ? Map.of() : Map.copyOf(details);
    }
}
