package io.rapport.contracts.customers;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.Explanation;
import java.time.Instant;

/** Two ids are one person; the alias stays for ever. */
@EventType("rapport.customers.customers-merged.v1")
public record CustomersMerged(CustomerId customerId, Instant at, CustomerId alias, Explanation explanation)
        implements CustomerEvent {}
