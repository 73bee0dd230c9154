package io.rapport.contracts.care;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;
import java.util.UUID;

/** A new date was agreed before the old one passed. */
@EventType("rapport.care.promise-renegotiated.v1")
public record PromiseRenegotiated(
        CustomerId customerId, Instant at, UUID promiseId, Instant newDueAt, Explanation explanation)
        implements CareEvent {}
