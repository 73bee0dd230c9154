package io.rapport.contracts.care;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;
import java.util.UUID;

/** It was not done. */
@EventType("rapport.care.promise-broken.v1")
public record PromiseBroken(CustomerId customerId, Instant at, UUID promiseId, Explanation explanation)
        implements CareEvent {}
