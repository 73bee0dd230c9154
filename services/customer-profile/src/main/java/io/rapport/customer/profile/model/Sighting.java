package io.rapport.customer.profile.model;

import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one or more messages tell about a customer. */
public record Sighting(
        Key key,
        Channel channel,
        String address,
        @Nullable Name name,
        Instant firstAt,
        Instant lastAt,
        long inward,
        long outward) {

    /** A customer of a tenant. */
    public record Key(TenantId tenant, CustomerId customerId) {}

    /** Both together; the order does not matter. */
    public Sighting and(Sighting other) {
        return new Sighting(
                key,
                channel,
                address,
                Name.better(name, other.name),
                firstAt.isBefore(other.firstAt) ? firstAt : other.firstAt,
                lastAt.isAfter(other.lastAt) ? lastAt : other.lastAt,
                inward + other.inward,
                outward + other.outward);
    }
}
