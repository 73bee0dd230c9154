package io.rapport.contracts.value;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.rapport.contracts.DeterministicId;
import java.util.UUID;

/** A customer; provisional until customer-profile merges it with another. */
public record CustomerId(@JsonValue UUID value) {
    @JsonCreator
    public static CustomerId of(String value) {
        return new CustomerId(UUID.fromString(value));
    }

    /** The id that every adapter derives for an address it has not seen before, without asking anyone. */
    public static CustomerId provisional(TenantId tenant, Channel channel, String normalisedAddress) {
        return new CustomerId(DeterministicId.of("customer", tenant.value(), channel.wireName(), normalisedAddress));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
