package io.rapport.contracts.customers;

import io.rapport.contracts.value.CustomerId;
import java.time.Instant;

/** Who a customer is; key: customer. */
public sealed interface CustomerEvent permits ProfileChanged, CustomersMerged, CustomersSplit, ConsentChanged {

    CustomerId customerId();

    Instant at();
}
