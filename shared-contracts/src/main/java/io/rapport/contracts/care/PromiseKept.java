package io.rapport.contracts.care;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CustomerId;
import java.time.Instant;
import java.util.UUID;

/** It was done in time or late, but done. */
@EventType("rapport.care.promise-kept.v1")
public record PromiseKept(CustomerId customerId, Instant at, UUID promiseId, boolean inTime) implements CareEvent {}
