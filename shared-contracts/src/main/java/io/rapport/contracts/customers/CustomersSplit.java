package io.rapport.contracts.customers;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;

/** A merge was taken back. */
@EventType("rapport.customers.customers-split.v1")
public record CustomersSplit(CustomerId customerId, Instant at, CustomerId alias, Explanation explanation)
        implements CustomerEvent {}
