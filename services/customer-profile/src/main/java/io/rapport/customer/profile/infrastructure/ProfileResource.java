package io.rapport.customer.profile.infrastructure;

import io.rapport.contracts.customers.Consent;
import io.rapport.contracts.customers.ConsentStatus;
import io.rapport.contracts.customers.Identity;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.contracts.value.Channel;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.LifecyclePhase;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.TenantId;
import io.rapport.customer.profile.application.ConsentFlow;
import io.rapport.customer.profile.application.Profiles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** A customer, for the panel beside a conversation. */
@Path("/customers/{id}")
@RolesAllowed({"agent", "supervisor", "admin"})
class ProfileResource {
    private static final int UNPROCESSABLE = 422;

    private final Profiles profiles;
    private final ConsentFlow consents;
    private final Clock clock;
    private final JsonWebToken token;

    ProfileResource(Profiles profiles, ConsentFlow consents, Clock clock, JsonWebToken token) {
        this.profiles = profiles;
        this.consents = consents;
        this.clock = clock;
        this.token = token;
    }

    /** The phase is unknown until touchpoints say more than messages. */
    record Profile(
            UUID id,
            @Nullable String name,
            List<Identity> identities,
            Instant firstSeenAt,
            Instant lastSeenAt,
            long inwardCount,
            long outwardCount,
            @Nullable LifecyclePhase phase,
            List<Consent> consents) {
        static Profile of(ProfileChanged state) {
            return new Profile(
                    state.customerId().value(),
                    state.name(),
                    state.identities(),
                    state.firstSeenAt(),
                    state.lastSeenAt(),
                    state.inwardCount(),
                    state.outwardCount(),
                    null,
                    state.consents());
        }
    }

    /** Every channel when none is named. */
    record ConsentRequest(
            @Nullable MessagePurpose purpose,
            @Nullable Channel channel,
            @Nullable ConsentStatus status) {}

    @GET
    public Uni<Profile> profile(@PathParam("id") UUID id) {
        return profiles.find(tenant(), new CustomerId(id), clock.instant()).map(ProfileResource::found);
    }

    @PUT
    @Path("/consents")
    public Uni<Profile> consent(@PathParam("id") UUID id, ConsentRequest request) {
        if (request.purpose() == null || request.status() == null) {
            throw new ClientErrorException("Name the purpose and the status of the consent.", UNPROCESSABLE);
        }
        // as precise as the database, so that what is told and what is read again are the same
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return consents.record(
                        tenant(),
                        new CustomerId(id),
                        new Consent(request.purpose(), request.channel(), request.status(), now),
                        "recorded by agent " + token.getSubject())
                .map(ProfileResource::found);
    }

    private static Profile found(Optional<ProfileChanged> state) {
        return state.map(Profile::of).orElseThrow(() -> new NotFoundException("There is no such customer."));
    }

    private TenantId tenant() {
        return TenantId.of(token.getClaim("tenant"));
    }
}
