package io.rapport.contracts.customers;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.MessagePurpose;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer allowed or refused contact.
 *
 * @param channel all channels when absent
 */
@EventType("rapport.customers.consent-changed.v1")
public record ConsentChanged(
        CustomerId customerId,
        Instant at,
        MessagePurpose purpose,
        @Nullable Channel channel,
        ConsentStatus status,
        String evidence)
        implements CustomerEvent {}
