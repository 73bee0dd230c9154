package io.rapport.chat.provider.websocket;

import io.rapport.chat.history.Line;
import io.rapport.chat.history.VisitorHistory;
import io.rapport.contracts.DeterministicId;
import io.rapport.contracts.Topics;
import io.rapport.contracts.interactions.DeliveryUpdated;
import io.rapport.contracts.value.DeliveryStatus;
import io.rapport.contracts.value.Direction;
import io.rapport.platform.messaging.EventPublisher;
import io.rapport.platform.messaging.Events;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Tells the log that a visitor's browser has a message, or that it was read; several tabs and repetitions tell the same event. */
@Singleton
class Receipts {
    private static final Logger LOG = Logger.getLogger(Receipts.class);

    private final VisitorHistory history;
    private final Events events;
    private final EventPublisher publisher;
    private final Clock clock;

    Receipts(VisitorHistory history, Events events, EventPublisher publisher, Clock clock) {
        this.history = history;
        this.events = events;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Reports every answer up to this number that is not reported so yet; what fails is reported with the next receipt. */
    Uni<Void> reached(Session session, DeliveryStatus status, long upTo) {
        var tenant = session.account().tenant();
        var thread = session.thread().id();
        return history.unmarked(tenant, thread, status, upTo)
                .chain(numbers -> Multi.createFrom()
                        .iterable(numbers)
                        .onItem()
                        .transformToUniAndConcatenate(number -> history.at(tenant, thread, number)
                                .chain(line -> publish(session, status, number, line.orElseThrow()))
                                .chain(() -> history.mark(tenant, thread, status, number)))
                        .collect()
                        .last()
                        .replaceWithVoid())
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.warnf(
                            "action=defer-receipt thread=%s cause=%s",
                            thread, failure.getClass().getSimpleName());
                    return null;
                });
    }

    private Uni<Void> publish(Session session, DeliveryStatus status, long number, Line line) {
        var answer = Objects.requireNonNull(line.answer(), "Only answers are marked");
        var tenant = session.account().tenant();
        var thread = session.thread();
        var id = DeterministicId.of(
                tenant.value(),
                thread.account(),
                answer.commandId().toString(),
                "delivery-" + status.name().toLowerCase(Locale.ROOT));
        var reached = new DeliveryUpdated(
                thread,
                answer.customerId(),
                Direction.OUTWARD,
                answer.commandId(),
                thread.party() + "/" + number,
                status,
                null,
                clock.instant());
        return publisher.publish(
                Topics.INTERACTIONS, events.withId(id, tenant, thread.id().value(), clock.instant(), reached));
    }
}
