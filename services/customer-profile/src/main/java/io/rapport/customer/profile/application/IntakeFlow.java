package io.rapport.customer.profile.application;

import static java.util.Comparator.comparing;

import io.rapport.contracts.Envelope;
import io.rapport.contracts.Event;
import io.rapport.contracts.Topics;
import io.rapport.contracts.interactions.Automation;
import io.rapport.contracts.interactions.ConsentDeclared;
import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.interactions.InteractionEvent;
import io.rapport.contracts.interactions.MessageReceived;
import io.rapport.contracts.interactions.MessageSent;
import io.rapport.contracts.interactions.ReactionReceived;
import io.rapport.customer.profile.model.Name;
import io.rapport.customer.profile.model.Sighting;
import io.rapport.platform.messaging.Events;
import io.rapport.platform.outbox.Outbox;
import io.rapport.platform.outbox.Outgoing;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes profiles from interactions; tells at once about who is new or has another name. */
@ApplicationScoped
public class IntakeFlow {
    private final Profiles profiles;
    private final ConsentFlow consents;
    private final Events events;
    private final Outbox outbox;
    private final Clock clock;

    IntakeFlow(Profiles profiles, ConsentFlow consents, Events events, Outbox outbox, Clock clock) {
        this.profiles = profiles;
        this.consents = consents;
        this.events = events;
        this.outbox = outbox;
        this.clock = clock;
    }

    public Uni<Void> on(SqlConnection tx, List<Event<InteractionEvent>> batch) {
        // in the same order in every transaction, so that two of them never wait for each other in a circle
        var sightings = new TreeMap<Sighting.Key, Sighting>(
                comparing((Sighting.Key key) -> key.tenant().value())
                        .thenComparing(key -> key.customerId().value()));
        var causes = new HashMap<Sighting.Key, Envelope>();
        var declarations = new ArrayList<Event<ConsentDeclared>>();
        for (var event : batch) {
            switch (event.data()) {
                case MessageReceived received -> see(sightings, causes, event.envelope(), received(event, received));
                case MessageSent sent -> see(sightings, causes, event.envelope(), sent(event, sent));
                case DeliveryUpdated ignored -> {}
                case ReactionReceived ignored -> {}
                case ConsentDeclared declared -> {
                    see(sightings, causes, event.envelope(), declared(event, declared));
                    declarations.add(new Event<>(event.envelope(), declared));
                }
            }
        }
        return sightings.isEmpty()
                ? Uni.createFrom().voidItem()
                : profiles.record(tx, sightings.values(), clock.instant())
                        .chain(told -> tell(tx, told, causes))
                        .chain(() -> consents.declared(tx, declarations));
    }

    private static void see(
            Map<Sighting.Key, Sighting> sightings,
            Map<Sighting.Key, Envelope> causes,
            Envelope envelope,
            Sighting sighting) {
        sightings.merge(sighting.key(), sighting, Sighting::and);
        causes.put(sighting.key(), envelope);
    }

    private Uni<Void> tell(SqlConnection tx, List<Profiles.Told> told, Map<Sighting.Key, Envelope> causes) {
        return outbox.append(
                tx,
                told.stream()
                        .map(one -> {
                            var customer = one.profile().customerId();
                            var cause = causes.get(new Sighting.Key(one.tenant(), customer));
                            return new Outgoing(
                                    Topics.CUSTOMERS,
                                    cause == null
                                            ? events.begin(one.tenant(), customer.value(), one.profile())
                                            : events.causedBy(cause, customer.value(), one.profile()));
                        })
                        .toList());
    }

    private static Sighting received(Event<InteractionEvent> event, MessageReceived received) {
        // an automatic answer or a bounce makes its sender known, but nobody turned to us
        boolean person = received.automation() == Automation.NONE;
        var from = received.from();
        return new Sighting(
                new Sighting.Key(event.envelope().tenant(), received.customerId()),
                received.thread().channel(),
                from.address(),
                Name.given(from.name(), received.receivedAt()),
                received.receivedAt(),
                received.receivedAt(),
                person ? 1 : 0,
                0);
    }

    /** The message that says so counts as contact; this only makes sure that there is a profile to note it in. */
    private static Sighting declared(Event<InteractionEvent> event, ConsentDeclared declared) {
        return new Sighting(
                new Sighting.Key(event.envelope().tenant(), declared.customerId()),
                declared.thread().channel(),
                declared.thread().party(),
                null,
                declared.at(),
                declared.at(),
                0,
                0);
    }

    private static Sighting sent(Event<InteractionEvent> event, MessageSent sent) {
        var to = sent.to();
        return new Sighting(
                new Sighting.Key(event.envelope().tenant(), sent.customerId()),
                sent.thread().channel(),
                to.address(),
                Name.used(to.name()),
                sent.sentAt(),
                sent.sentAt(),
                0,
                1);
    }
}
