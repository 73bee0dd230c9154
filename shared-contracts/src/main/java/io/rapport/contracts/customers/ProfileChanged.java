package io.rapport.contracts.customers;

import io.rapport.contracts.EventType;
import io.rapport.contracts.value.CustomerId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole profile as it is now; the topic keeps the latest.
 *
 * @param consents what the customer allows, so that the latest event of a key is the whole state
 * @param aliases the ids that were merged into this one
 */
@EventType("rapport.customers.profile-changed.v1")
public record ProfileChanged(
        CustomerId customerId,
        Instant at,
        @Nullable String name,
        List<Identity> identities,
        Instant firstSeenAt,
        Instant lastSeenAt,
        long inwardCount,
        long outwardCount,
        List<Consent> consents,
        List<CustomerId> aliases)
        implements CustomerEvent {
    public ProfileChanged {
        identities = identities == null ? List.of() : List.copyOf(identities);
        consents = consents == null ? List.of() : List.copyOf(consents);
        aliases = aliases == null ? List.of() : List.copyOf(aliases);
    }
}
