package io.rapport.customer.profile.application;

import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.customers.Consent;
import io.rapport.contracts.customers.ConsentChanged;
import io.rapport.contracts.customers.ProfileChanged;
import io.rapport.contracts.interactions.ConsentDeclared;
import io.rapport.contracts.value.CustomerId;
import io.rapport.contracts.value.MessagePurpose;
import io.rapport.contracts.value.TenantId;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Records what a customer allows or refuses. */
@ApplicationScoped
public class ConsentFlow {
    private final Pool pool;
    private final Profiles profiles;
    private final Events events;
    private final Outbox outbox;
    private final Clock clock;

    ConsentFlow(Pool pool, Profiles profiles, Events events, Outbox outbox, Clock clock) {
        this.pool = pool;
        this.profiles = profiles;
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The profile afterwards; none when there is no such customer. */
    public Uni<Optional<ProfileChanged>> record(
            TenantId tenant, CustomerId customer, Consent consent, String evidence) {
        return pool.withTransaction(tx -> profiles.allow(tx, tenant, customer, consent, evidence, consent.at())
                .call(told -> told.isEmpty() ? Uni.createFrom().voidItem() : tell(tx, told.get(), consent, evidence))
                .map(told -> told.map(Profiles.Told::profile)));
    }

    /** What customers declared on a channel, for the purposes they named or for all of them. */
    Uni<Void> declared(SqlConnection tx, List<Event<ConsentDeclared>> declarations) {
        return Multi.createFrom()
                .iterable(declarations)
                .onItem()
                .transformToUniAndConcatenate(declaration -> declared(tx, declaration))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> declared(SqlConnection tx, Event<ConsentDeclared> declaration) {
        var declared = declaration.data();
        var cause = declaration.envelope();
        var customer = declared.customerId();
        var purposes = declared.purposes().isEmpty() ? List.of(MessagePurpose.values()) : declared.purposes();
        return Multi.createFrom()
                .iterable(purposes)
                .map(purpose -> new Consent(purpose, declared.thread().channel(), declared.status(), declared.at()))
                .onItem()
                .transformToUniAndConcatenate(consent -> profiles.allow(
                                tx, cause.tenant(), customer, consent, declared.evidence(), clock.instant())
                        .map(told -> new Noted(consent, told)))
                .collect()
                .asList()
                .chain(noted -> outbox.append(tx, outgoing(declaration, noted)));
    }

    private record Noted(Consent consent, Optional<Profiles.Told> told) {}

    private List<Outgoing> outgoing(Event<ConsentDeclared> declaration, List<Noted> noted) {
        var cause = declaration.envelope();
        var customer = declaration.data().customerId();
        var outgoing = new ArrayList<Outgoing>();
        for (var note : noted) {
            var consent = note.consent();
            outgoing.add(new Outgoing(
                    Topics.CUSTOMERS,
                    events.causedBy(
                            cause,
                            customer.value(),
                            new ConsentChanged(
                                    customer,
                                    consent.at(),
                                    consent.purpose(),
                                    consent.channel(),
                                    consent.status(),
                                    declaration.data().evidence()))));
        }
        noted.getLast()
                .told()
                .ifPresent(told -> outgoing.add(
                        new Outgoing(Topics.CUSTOMERS, events.causedBy(cause, customer.value(), told.profile()))));
        return outgoing;
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
