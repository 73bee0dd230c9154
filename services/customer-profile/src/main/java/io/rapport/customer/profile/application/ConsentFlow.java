package io.rapport.customer.profile.application;

import io.rapport.contracts.Topics;
import io.rapport.contracts.customers.Consent;
import io.rapport.contracts.customers.ConsentChanged;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Records what a customer allows or refuses. */
@ApplicationScoped
public class ConsentFlow {
    private final Pool pool;
    private final Profiles profiles;
    private final Events events;
    private final Outbox outbox;

    ConsentFlow(Pool pool, Profiles profiles, Events events, Outbox outbox) {
        this.pool = pool;
        this.profiles = profiles;
        this.events = events;
        this.outbox = outbox;
    }

    /** The profile afterwards; none when there is no such customer. */
    public Uni<Optional<ProfileChanged>> record(
            TenantId tenant, CustomerId customer, Consent consent, String evidence) {
        return pool.withTransaction(tx -> profiles.allow(tx, tenant, customer, consent, evidence, consent.at())
                .call(told -> told.isEmpty() ? Uni.createFrom().voidItem() : tell(tx, told.get(), consent, evidence))
                .map(told -> told.map(Profiles.Told::profile)));
    }

    private Uni<Void> tell(SqlConnection tx, Profiles.Told told, Consent consent, String evidence) {
        var customer = told.profile().customerId();
        var changed = events.begin(
                told.tenant(),
                customer.value(),
                new ConsentChanged(
                        customer, consent.at(), consent.purpose(), consent.channel(), consent.status(), evidence));
        return outbox.append(
                tx,
                List.of(
                        new Outgoing(Topics.CUSTOMERS, changed),
                        new Outgoing(
                                Topics.CUSTOMERS,
                                events.causedBy(changed.envelope(), customer.value(), told.profile()))));
    }
}
